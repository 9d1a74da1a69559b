namespace RxTim.Tests;

/// <summary>S6 Unknown is said, not guessed.</summary>
public sealed class S06_UnknownTests
{
    private readonly VirtualTime time = new();

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task S6_What_is_not_answered_within_the_timeout_is_unknown_with_6012(Face face)
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, Options(TimeSpan.FromSeconds(30)));
        var running = client.RunAsync(face, Ask.For("a", "b"));
        (await transport.TakesOneAsync()).Answer("b", 0);

        time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));

        var ending = await running.Soon();
        var result = Assert.Single(ending.Results, static result => result.Identifier == "a");
        Assert.Equal((TimErrorCodes.RequestTimeout, SendOutcome.Unknown), (result.Code, result.Outcome));
        Assert.False(result.IsSuccess);
        Assert.NotEmpty(result.Desc);
    }

    [Fact]
    public async Task S6_Each_call_has_its_own_time()
    {
        var transport = ScriptedTransport.NeverAnswers();
        var options = Options(TimeSpan.FromSeconds(10)) with { IdentifiersPerCall = 1, MaxConcurrentCalls = 1 };
        await using var client = new TimClient(transport, options);
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        await transport.TakesOneAsync();

        time.Advance(TimeSpan.FromSeconds(6));
        transport.Calls[0].AnswerRemaining(0);
        await transport.TakesAsync(2);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Single(observer.Results);
        time.Advance(TimeSpan.FromSeconds(1));
        await transport.TakesAsync(3);
        time.Advance(TimeSpan.FromSeconds(10));

        await observer.EndedAsync();
        Assert.Equal([0, 6012, 6012], observer.Results.Select(static result => result.Code));
    }

    [Fact]
    public async Task S6_An_answer_after_the_timeout_changes_nothing()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, Options(TimeSpan.FromSeconds(10)));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        var call = await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromSeconds(10));
        call.AnswerRemaining(0);
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
        Assert.True(call.IsOver);
    }

    [Fact]
    public async Task S6_A_transport_learns_that_its_call_timed_out_whenever_it_asks()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, Options(TimeSpan.FromSeconds(10)) with { IdentifiersPerCall = 1 });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        var calls = await transport.TakesAsync(2);
        var asked = calls[0].Aborted;
        time.Advance(TimeSpan.FromSeconds(10));
        await running.Soon();
        Assert.True(asked.IsCancellationRequested);
        Assert.True(calls[1].Aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task S6_Without_a_timeout_a_send_waits_for_ever()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, Options(Timeout.InfiniteTimeSpan));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        var call = await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromDays(1_000));
        Assert.False(running.IsCompleted);
        call.AnswerRemaining(0);
        Assert.Equal([("a", SendOutcome.Sent)], (await running.Soon()).Outcomes);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S6_A_connection_that_broke_after_the_request_left_is_unknown(Face face)
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("a", 0);
            call.Lose("connection reset");
        });
        await using var client = new TimClient(transport, Options(Timeout.InfiniteTimeSpan));
        var ending = await client.RunAsync(face, Ask.For("a", "b")).Soon();
        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Unknown)], ending.Outcomes);
        Assert.Contains("connection reset", ending.Results[1].Desc);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S6_A_transport_that_throws_leaves_its_call_unknown_and_the_send_goes_on(Face face)
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "a")
                throw new IOException("broken pipe");
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, Options(Timeout.InfiniteTimeSpan) with { IdentifiersPerCall = 2 });
        var ending = await client.RunAsync(face, Ask.For("a", "b", "c")).Soon();
        Assert.Equal([("a", SendOutcome.Unknown), ("b", SendOutcome.Unknown), ("c", SendOutcome.Sent)], ending.Outcomes);
        Assert.Contains("broken pipe", ending.Results[0].Desc);
    }

    [Fact]
    public async Task S6_An_SDK_that_throws_after_it_called_back_keeps_what_it_said()
    {
        var sdk = new CallbackSdk(static (_, callback) =>
        {
            callback(0, "", Entries.Sent("b"), null);
            throw new InvalidOperationException("SDK broke");
        });
        await using var client = new TimClient(sdk.Transport, Options(Timeout.InfiniteTimeSpan));
        var ending = await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Equal([("b", SendOutcome.Sent), ("a", SendOutcome.Unknown)], ending.Outcomes);
    }

    [Theory]
    [InlineData(6012)]
    [InlineData(7009)]
    [InlineData(6001)]
    public async Task S6_A_whole_call_that_the_SDK_calls_unanswered_is_unknown(int code)
    {
        Assert.True(TimErrorCodes.IsUnknownOutcome(code));
        var sdk = CallbackSdk.Answering(code, "");
        await using var client = new TimClient(sdk.Transport, Options(Timeout.InfiniteTimeSpan));
        var ending = await client.RunAsync(Face.Push, Ask.For("a")).Soon();
        Assert.Equal([("a", code)], ending.Codes);
        Assert.Equal([("a", SendOutcome.Unknown)], ending.Outcomes);
    }

    [Fact]
    public async Task S6_An_entry_that_says_timed_out_is_unknown()
    {
        var sdk = CallbackSdk.Answering(0, Entries.Json(Entries.Of("a", 6012), Entries.Of("b", 6017)));
        await using var client = new TimClient(sdk.Transport, Options(Timeout.InfiniteTimeSpan));
        var ending = await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Equal([("a", SendOutcome.Unknown), ("b", SendOutcome.Failed)], ending.Outcomes);
    }

    [Fact]
    public async Task S6_Unknown_is_not_sent_again()
    {
        var transport = new ScriptedTransport(static call => call.Lose("gone"));
        await using var client = new TimClient(transport, Options(Timeout.InfiniteTimeSpan));
        await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Single(transport.Calls);
    }

    private TimClientOptions Options(TimeSpan timeout) =>
        new() { TimeProvider = time, ResultTimeout = timeout, Linger = Timeout.InfiniteTimeSpan };
}
