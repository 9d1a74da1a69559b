namespace RxTim.Tests;

/// <summary>The source and what is to be tried again share one feed: neither waits for the other.</summary>
public sealed class RetryFeedTests
{
    private readonly VirtualTime time = new();

    private readonly ScriptedTransport failsFirst =
        new(static call => call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError));

    [Fact]
    public async Task What_is_due_goes_out_while_the_source_makes_the_send_wait()
    {
        await using var client = Client(failsFirst, perCall: 2);
        var source = new PulledSource(100, waitsAfter: 2);
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        await source.WaitsAsync();
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["u0", "u1"], (await observer.ResultsAsync(2)).Select(static result => result.Identifier));
        Assert.Equal(2, source.Pulled);
        Assert.False(observer.Ended);
    }

    [Fact]
    public async Task What_the_source_gives_goes_out_while_others_wait_to_be_due()
    {
        await using var client = Client(failsFirst, perCall: 2);
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.Many(6)).Subscribe(observer);
        await failsFirst.ReturnedAsync(3);
        Assert.Equal(Ask.Names(6), failsFirst.Calls.SelectMany(static call => call.Identifiers));
        Assert.Empty(observer.Results);
        await time.TimersArmedAsync(1);
        await time.PassUntilAsync(observer.EndedAsync());
        Assert.Equal(Ask.Names(6), observer.Results.Select(static result => result.Identifier).Order());
    }

    [Fact]
    public async Task What_is_due_goes_before_what_is_new()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("u0", call.IsRetry ? 0 : TimErrorCodes.RestInternalError);
            call.AnswerRemaining(0);
        });
        await using var client = Client(transport, perCall: 2, concurrent: 1);
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = client.MsgBatchSendAsync(Ask.Many(6), cancellation).GetAsyncEnumerator(cancellation);
        Assert.True(await results.MoveNextAsync().Soon());
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        while (await results.MoveNextAsync().Soon())
        {
        }
        Assert.Equal(["u0 u1", "u0", "u2 u3", "u4 u5"], transport.Calls.Select(static call => string.Join(' ', call.Identifiers)));
    }

    [Fact]
    public async Task S8_While_ten_calls_worth_of_identifiers_wait_nothing_new_is_pulled()
    {
        await using var client = Client(failsFirst, perCall: 4);
        var source = new PulledSource(1_000);
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        await failsFirst.ReturnedAsync(11);
        await time.TimersArmedAsync(1);
        Assert.Equal(44, source.Pulled);
        await time.PassUntilAsync(observer.EndedAsync());
        Assert.Equal(Ask.Names(1_000).Order(), observer.Results.Select(static result => result.Identifier).Order());
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task Results_that_are_to_be_tried_again_give_their_place_back()
    {
        await using var client = Client(failsFirst, perCall: 1, concurrent: 1);
        var ending = client.RunAsync(Face.Pull, Ask.Many(5));
        await failsFirst.ReturnedAsync(5);
        await time.PassUntilAsync(ending);
        Assert.Equal(Ask.Names(5), (await ending.Soon()).Identifiers.Order());
    }

    [Fact]
    public async Task A_source_that_fails_is_told_after_the_last_attempt()
    {
        await using var client = Client(failsFirst, perCall: 1);
        var running = Faces.PushAsync(client.MsgBatchSend(Ask.Hi, new FaultySource(["a", "b"], "move later")));
        await failsFirst.ReturnedAsync(2);
        await time.PassUntilAsync(running);
        var ending = await running.Soon();
        Assert.Equal([("a", 0), ("b", 0)], ending.Codes.Order());
        Assert.Equal(TimErrorCodes.InvalidParameters, ending.TimError.Code);
        Assert.Equal((2, 2), (ending.TimError.Attempted, ending.TimError.Answered));
    }

    [Fact]
    public async Task S11_However_many_wait_there_is_one_timer()
    {
        await using var client = Client(failsFirst, perCall: 10);
        using var subscription = client.MsgBatchSend(Ask.Many(100)).Subscribe(new RecordingObserver());
        await failsFirst.ReturnedAsync(10);
        await time.TimersArmedAsync(1);
        Assert.Equal(1, time.TimersMade);
    }

    private TimClient Client(ScriptedTransport transport, int perCall, int concurrent = 4) => new(transport, new()
    {
        TimeProvider = time,
        Retry = new() { MaxAttempts = 2 },
        ResultTimeout = Timeout.InfiniteTimeSpan,
        Linger = TimeSpan.Zero,
        IdentifiersPerCall = perCall,
        MaxConcurrentCalls = concurrent,
    });
}
