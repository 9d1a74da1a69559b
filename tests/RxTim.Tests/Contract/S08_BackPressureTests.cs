namespace RxTim.Tests;

/// <summary>S8 Back-pressure: identifiers are pulled, and results held, only as the calls in flight need them.</summary>
public sealed class S08_BackPressureTests
{
    private static readonly TimClientOptions ThreeCallsOfFour =
        new() { IdentifiersPerCall = 4, MaxConcurrentCalls = 3, Linger = Timeout.InfiniteTimeSpan };

    [Fact]
    public async Task S8_Identifiers_are_pulled_only_as_calls_need_them()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, ThreeCallsOfFour);
        var source = new PulledSource(1_000);
        using var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(new RecordingObserver());

        var calls = await transport.TakesAsync(3);
        Assert.Equal(12, source.Pulled);

        calls[1].AnswerRemaining(0);
        await transport.TakesAsync(4);
        Assert.Equal(16, source.Pulled);
    }

    [Fact]
    public async Task S8_A_pull_consumer_that_takes_nothing_holds_no_more_than_the_calls_in_flight_carry()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, ThreeCallsOfFour);
        var source = new PulledSource(1_000);
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = client.MsgBatchSendAsync(Ask.Hi, source, cancellation).GetAsyncEnumerator(cancellation);
        for (var consumed = 0; consumed < 100; consumed++)
        {
            Assert.True(await results.MoveNextAsync().Soon());
            await transport.ReturnedAsync(3 + (consumed / 4));
            Assert.Equal(12 + (consumed / 4 * 4), source.Pulled);
        }
    }

    [Fact]
    public async Task S8_A_slow_OnNext_slows_the_sending()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, ThreeCallsOfFour);
        var source = new PulledSource(1_000);
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var leave = new TaskCompletionSource();
        var observer = new RecordingObserver(_ =>
        {
            entered.TrySetResult();
            Assert.True(leave.Task.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
        });
        var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        var calls = await transport.TakesAsync(3);
        var answering = Task.Run(() => calls[0].AnswerRemaining(0), TestContext.Current.CancellationToken);
        await entered.Task.Soon();

        // The observer is in its first result: the other calls are answered, and none of their places is free.
        calls[1].AnswerRemaining(0);
        calls[2].AnswerRemaining(0);
        await client.RunAsync(Face.Push, Ask.For()).Soon();
        Assert.Equal(12, source.Pulled);
        Assert.Equal(3, transport.Calls.Count);

        leave.SetResult();
        await answering.Soon();
        await transport.TakesAsync(6);
        Assert.Equal(24, source.Pulled);
        subscription.Dispose();
    }

    [Fact]
    public async Task S8_Results_that_an_unsubscriber_leaves_make_no_room_for_a_call()
    {
        var transport = ScriptedTransport.NeverAnswers();
        using var inPredicate = new ManualResetEventSlim();
        using var leavePredicate = new ManualResetEventSlim();
        await using var client = new TimClient(transport, new()
        {
            IdentifiersPerCall = 2,
            MaxConcurrentCalls = 2,
            Linger = Timeout.InfiniteTimeSpan,
            Retry = new()
            {
                MaxAttempts = 2,
                ShouldRetry = _ =>
                {
                    inPredicate.Set();
                    return !leavePredicate.Wait(Waiting.Limit);
                },
            },
        });
        var source = new PulledSource(100);
        using var inOnNext = new ManualResetEventSlim();
        using var leaveOnNext = new ManualResetEventSlim();
        var observer = new RecordingObserver(_ =>
        {
            inOnNext.Set();
            leaveOnNext.Wait(Waiting.Limit);
        });
        var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        var calls = await transport.TakesAsync(2);
        var answering = Start(() => calls[0].AnswerRemaining(0));
        Assert.True(inOnNext.Wait(Waiting.Limit, TestContext.Current.CancellationToken));

        // Neither the observer nor the predicate keeps the disposal waiting.
        var failing = Start(() => calls[1].AnswerRemaining(TimErrorCodes.AccountNotFound));
        Assert.True(inPredicate.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
        Assert.True(Start(subscription.Dispose).Join(Waiting.Limit));

        // The first of two results is taken.
        leaveOnNext.Set();
        Assert.True(answering.Join(Waiting.Limit));
        await client.RunAsync(Face.Push, Ask.For()).Soon();
        Assert.Equal(4, source.Pulled);

        leavePredicate.Set();
        Assert.True(failing.Join(Waiting.Limit));
        await source.DisposedAsync();
        Assert.Equal((4, 2, 1), (source.Pulled, transport.Calls.Count, observer.Notifications));

        static Thread Start(Action action)
        {
            var thread = new Thread(() => action()) { IsBackground = true };
            thread.Start();
            return thread;
        }
    }

    [Fact]
    public async Task S8_Identifiers_in_flight_stay_within_the_transports_limit_over_all_sends_of_a_client()
    {
        var transport = new CountingTransport(new() { MaxIdentifiersInFlight = 10, MaxCallsInFlight = 4, BestCallsInFlight = 4 });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 3 });
        var sends = Enumerable.Range(0, 12).Select(i => client.RunAsync(i % 2 == 0 ? Face.Push : Face.Pull, Ask.Many(50))).ToArray();

        Assert.All(await Task.WhenAll(sends).Soon(), static ending => Assert.Equal(Ask.Names(50).Order(), ending.Identifiers.Order()));
        Assert.InRange(transport.MostIdentifiers, 1, 10);
        Assert.InRange(transport.MostCalls, 1, 4);
    }

    [Fact]
    public async Task S8_A_call_never_carries_more_than_may_be_in_flight()
    {
        var transport = ScriptedTransport.SendsAll(new() { MaxIdentifiersInFlight = 3 });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 100 });
        Assert.Equal(Ask.Names(10), (await client.RunAsync(Face.Pull, Ask.Many(10)).Soon()).Identifiers);
        Assert.Equal([3, 3, 3, 1], transport.Calls.Select(static call => call.Identifiers.Count));
    }

    [Fact]
    public async Task S8_A_call_never_carries_more_than_the_transport_takes()
    {
        var transport = ScriptedTransport.SendsAll(new() { MaxIdentifiersPerCall = 4, BestIdentifiersPerCall = 2 });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 100 });
        await client.RunAsync(Face.Pull, Ask.Many(10)).Soon();
        Assert.Equal([4, 4, 2], transport.Calls.Select(static call => call.Identifiers.Count));
    }

    [Fact]
    public async Task S8_Without_an_option_a_call_carries_what_the_transport_is_fastest_with()
    {
        var transport = ScriptedTransport.SendsAll(new() { MaxIdentifiersPerCall = 4, BestIdentifiersPerCall = 3 });
        await using var client = new TimClient(transport);
        await client.RunAsync(Face.Pull, Ask.Many(7)).Soon();
        Assert.Equal([3, 3, 1], transport.Calls.Select(static call => call.Identifiers.Count));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("<&'+>\"\\")]
    [InlineData("\u0001\u001f\t\n")]
    [InlineData("你好")]
    [InlineData("😀é")]
    public async Task S8_A_calls_JSON_stays_within_the_transports_bytes(string prefix)
    {
        const int most = 700;
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(0), new() { MaxBytesPerCall = most });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1_000 });
        var names = Enumerable.Range(0, 200).Select(i => $"{prefix}{i}").ToArray();
        Assert.Equal(names, (await client.RunAsync(Face.Pull, Ask.For(names)).Soon()).Identifiers);
        Assert.All(transport.Calls, static call => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(call.ToJson()), 1, most));
        Assert.InRange(transport.Calls.Count, 2, 100);
    }

    [Fact]
    public async Task S8_A_message_that_leaves_no_room_is_sent_to_one_identifier_at_a_time()
    {
        var transport = ScriptedTransport.SendsAll(new() { MaxBytesPerCall = 10 });
        await using var client = new TimClient(transport);
        await client.RunAsync(Face.Pull, Ask.Many(3)).Soon();
        Assert.Equal([1, 1, 1], transport.Calls.Select(static call => call.Identifiers.Count));
    }

    [Fact]
    public async Task S8_A_rate_limiter_that_turns_calls_away_only_delays_them()
    {
        var time = new VirtualTime();
        using var limiter = new StingyLimiter(refusals: 3);
        var transport = ScriptedTransport.SendsAll();
        var options = new TimClientOptions
        {
            CallLimiter = limiter,
            TimeProvider = time,
            IdentifiersPerCall = 1,
            ResultTimeout = Timeout.InfiniteTimeSpan,
        };
        await using var client = new TimClient(transport, options);
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await limiter.RefusedAsync(1);
        Assert.Empty(transport.Calls);

        // The send sets its timer in its own time, and the clock goes on only where it has.
        await time.PassUntilAsync(running, stepInSeconds: 0.1);

        Assert.Equal(["a", "b"], (await running.Soon()).Identifiers);
        Assert.Equal(2, limiter.Granted);
    }
}
