namespace RxTim.Tests;

/// <summary>S3 As it arrives: no result waits for the end, for later calls, or for its neighbours.</summary>
public sealed class S03_AsItArrivesTests
{
    private static readonly TimClientOptions OneByOne = new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 1 };

    [Fact]
    public async Task S3_A_pushed_result_is_observed_before_the_next_call_is_sent()
    {
        var happened = new List<string>();
        var transport = new ScriptedTransport(call =>
        {
            happened.Add($"call {call.Identifiers[0]}");
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, OneByOne);
        var observer = new RecordingObserver(result => happened.Add($"result {result.Identifier}"));
        client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        await observer.EndedAsync();
        Assert.Equal(["call a", "result a", "call b", "result b"], happened);
    }

    [Fact]
    public async Task S3_A_pulled_result_is_consumed_before_the_next_call_is_sent()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, OneByOne);
        var callsWhenConsumed = new List<int>();
        await foreach (var result in client.MsgBatchSendAsync(Ask.For("a", "b", "c"), TestContext.Current.CancellationToken))
            callsWhenConsumed.Add(transport.Calls.Count);
        Assert.Equal([1, 2, 3], callsWhenConsumed);
    }

    [Fact]
    public async Task S3_A_result_does_not_wait_for_its_neighbours_in_the_call()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport);
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        var call = await transport.TakesOneAsync();

        call.Answer("b", 0);
        Assert.Equal("b", Assert.Single(observer.Results).Identifier);
        call.OnCallback(0, "", Entries.Sent("c"));
        Assert.Equal(["b", "c"], observer.Results.Select(static result => result.Identifier));
        Assert.False(observer.Ended);
    }

    [Fact]
    public async Task S3_A_pulled_result_does_not_wait_for_its_neighbours_in_the_call()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport);
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = client.MsgBatchSendAsync(Ask.For("a", "b"), cancellation).GetAsyncEnumerator(cancellation);
        var moved = results.MoveNextAsync();
        (await transport.TakesOneAsync()).Answer("b", 0);
        Assert.True(await moved.Soon());
        Assert.Equal("b", results.Current.Identifier);
    }

    [Fact]
    public async Task S3_A_result_does_not_wait_for_an_earlier_call()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1 });
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        (await transport.TakesAsync(2))[1].AnswerRemaining(0);
        Assert.Equal("b", Assert.Single(observer.Results).Identifier);
    }

    [Fact]
    public async Task S3_The_first_entries_of_a_large_callback_are_observed_while_the_rest_is_still_read()
    {
        // The observer leaves after the first result: had the whole callback been read first, all would have their result by then.
        var names = Ask.Names(10_000);
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = names.Length });
        IDisposable? subscription = null;
        var observer = new RecordingObserver(_ => subscription!.Dispose());
        subscription = client.MsgBatchSend(Ask.For(names)).Subscribe(observer);
        var call = await transport.TakesOneAsync();

        call.OnCallback(0, "", Entries.Sent(names));

        Assert.Single(observer.Results);
        Assert.True(call.Aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task S3_The_results_of_what_a_slow_source_gave_do_not_wait_for_what_it_gives_later()
    {
        var time = new VirtualTime();
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<string> Source()
        {
            yield return "a";
            await later.Task;
            yield return "b";
        }

        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { TimeProvider = time, Linger = TimeSpan.FromSeconds(5) });
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.Hi, Source()).Subscribe(observer);
        await time.TimersArmedAsync(1);
        Assert.Empty(transport.Calls);

        time.Advance(TimeSpan.FromSeconds(5));

        await observer.ResultsAsync(1);
        Assert.False(observer.Ended);
        later.SetResult();
        await observer.EndedAsync();
        Assert.Equal(["a", "b"], observer.Results.Select(static result => result.Identifier));
    }

    [Fact]
    public async Task S3_With_an_infinite_linger_a_slow_source_fills_its_calls()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { Linger = Timeout.InfiniteTimeSpan, IdentifiersPerCall = 2 });
        await Faces.PushAsync(client.MsgBatchSend(Ask.Hi, Ask.Streamed(["a", "b", "c"]))).Soon();
        Assert.Equal([2, 1], transport.Calls.Select(static call => call.Identifiers.Count));
    }

    [Fact]
    public async Task S3_With_no_linger_what_a_slow_source_gave_goes_out_at_once()
    {
        var later = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        async IAsyncEnumerable<string> Source()
        {
            yield return "a";
            await later.Task;
            yield return "b";
        }

        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { TimeProvider = new VirtualTime(), Linger = TimeSpan.Zero });
        var observer = new RecordingObserver();
        using var subscription = client.MsgBatchSend(Ask.Hi, Source()).Subscribe(observer);
        await observer.ResultsAsync(1);
        later.SetResult();
        await observer.EndedAsync();
        Assert.Equal([1, 1], transport.Calls.Select(static call => call.Identifiers.Count));
    }
}
