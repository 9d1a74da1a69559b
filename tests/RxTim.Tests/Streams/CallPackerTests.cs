namespace RxTim.Tests;

public sealed class CallPackerTests
{
    [Fact]
    public async Task A_backend_that_takes_each_identifier_once_a_call_gets_repeats_in_calls_of_their_own()
    {
        var transport = ScriptedTransport.SendsAll(new() { DistinctIdentifiersPerCall = true });
        await using var client = new TimClient(transport, new() { Duplicates = DuplicateIdentifiers.SendEach, IdentifiersPerCall = 3 });
        var ending = await client.RunAsync(Face.Pull, Ask.For("a", "b", "a", "a", "c", "d", "e")).Soon();
        Assert.Equal(["a", "b", "a", "a", "c", "d", "e"], ending.Identifiers);
        Assert.Equal(["a b", "a", "a c d", "e"], transport.Calls.Select(static call => string.Join(' ', call.Identifiers)));
    }

    [Theory]
    [InlineData("MaxIdentifiersPerCall")]
    [InlineData("BestIdentifiersPerCall")]
    [InlineData("MaxCallsInFlight")]
    [InlineData("BestCallsInFlight")]
    [InlineData("MaxIdentifiersInFlight")]
    [InlineData("MaxBytesPerCall")]
    public void A_transport_that_takes_nothing_is_refused(string limit)
    {
        var limits = new MsgBatchLimits
        {
            MaxIdentifiersPerCall = limit == "MaxIdentifiersPerCall" ? 0 : 1,
            BestIdentifiersPerCall = limit == "BestIdentifiersPerCall" ? 0 : 1,
            MaxCallsInFlight = limit == "MaxCallsInFlight" ? 0 : 1,
            BestCallsInFlight = limit == "BestCallsInFlight" ? 0 : 1,
            MaxIdentifiersInFlight = limit == "MaxIdentifiersInFlight" ? 0 : 1,
            MaxBytesPerCall = limit == "MaxBytesPerCall" ? 0 : 1,
        };
        Assert.Equal(limit, Assert.Throws<ArgumentOutOfRangeException>(() => new TimClient(ScriptedTransport.SendsAll(limits))).ParamName);
    }

    public static TheoryData<TimClientOptions> Options =>
    [
        new TimClientOptions { IdentifiersPerCall = 0 },
        new TimClientOptions { MaxConcurrentCalls = 0 },
        new TimClientOptions { ResultTimeout = TimeSpan.Zero },
        new TimClientOptions { ResultTimeout = TimeSpan.FromSeconds(-1) },
        new TimClientOptions { ResultTimeout = TimeSpan.FromDays(50) },
        new TimClientOptions { Linger = TimeSpan.FromTicks(-1) },
        new TimClientOptions { Linger = TimeSpan.MaxValue },
        new TimClientOptions { Duplicates = (DuplicateIdentifiers)2 },
    ];

    [Theory, MemberData(nameof(Options))]
    public void An_option_out_of_range_is_refused(TimClientOptions options) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimClient(ScriptedTransport.SendsAll(), options));
}
