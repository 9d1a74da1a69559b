namespace RxTim.Tests;

public sealed class CallsInFlightTests
{
    private readonly VirtualTime time = new();

    [Fact]
    public async Task A_timeout_that_is_not_a_whole_number_of_milliseconds_does_not_fire_early()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { TimeProvider = time, ResultTimeout = TimeSpan.FromTicks(15_001) });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromTicks(15_000));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([("a", 6012)], (await running.Soon()).Codes);
    }

    [Fact]
    public async Task The_longest_timeout_can_be_waited_for()
    {
        var longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { ResultTimeout = longest, Linger = longest });
        var running = client.RunAsync(Face.StreamedPush, Ask.For("a"));
        (await transport.TakesOneAsync()).AnswerRemaining(0);
        Assert.Equal([("a", 0)], (await running.Soon()).Codes);
    }

    [Fact]
    public async Task A_call_handed_over_while_others_expire_keeps_its_own_time()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new()
        {
            TimeProvider = time,
            ResultTimeout = TimeSpan.FromSeconds(10),
            IdentifiersPerCall = 1,
            MaxConcurrentCalls = 2,
        });
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.Many(6)).Subscribe(observer);
        for (var calls = 2; calls <= 6; calls += 2)
        {
            await transport.TakesAsync(calls);
            await time.TimersArmedAsync(1);
            time.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
            Assert.Equal(calls - 2, observer.Results.Count);
            time.Advance(TimeSpan.FromTicks(1));
            Assert.Equal(calls, observer.Results.Count);
        }
        await observer.EndedAsync();
    }
}
