namespace RxTim.Tests;

/// <summary>S17 Dispose waits: when a disposal is complete nothing runs any longer, in whatever phase a send was.</summary>
public sealed class S17_DisposeTests
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    /// <summary>What runs until the gate is opened.</summary>
    public static TheoryData<string> Running => [.. WhatRuns, "abort"];

    /// <summary>What runs on threads that do not dispose.</summary>
    public static TheoryData<string> RunningElsewhere => [.. WhatRuns];

    private static string[] WhatRuns =>
    [
        "source", "source's disposal", "begin", "hand over", "not handed over", "deliver", "retry", "end", "OnRetry", "ShouldRetry",
        "OnNext", "transport",
    ];

    [Theory, MemberData(nameof(Running))]
    public async Task S17_A_disposal_of_the_client_waits_for_what_runs(string what)
    {
        var stuck = new Stuck(what, steps);
        var client = new TimClient(stuck.Transport, stuck.Options with { TimeProvider = time, DisposeTimeout = Timeout.InfiniteTimeSpan });
        var observer = stuck.Observer();
        client.MsgBatchSend(Ask.Hi, stuck.Source).Subscribe(observer);
        var first = await stuck.DisposeAtAsync(client);
        var second = client.DisposeAsync().AsTask();
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);

        stuck.Open();
        await first.Soon();
        await second.Soon();
        AssertQuiet(stuck, observer);
        Assert.True(stuck.Source.IsQuiet);
        Assert.Empty(observer.Faults);
        Assert.True(observer.Ended);
        await client.DisposeAsync().AsTask().Soon();
        await time.NoTimerAliveAsync();
    }

    [Theory, MemberData(nameof(RunningElsewhere))]
    public async Task S17_What_does_not_return_is_waited_for_within_the_bound_and_then_said(string what)
    {
        var told = new List<Exception>();
        void Take(Exception thrown)
        {
            lock (told)
                told.Add(thrown);
        }
        TimClient.UnhandledException += Take;
        var stuck = new Stuck(what, steps);
        try
        {
            // A bound that no other test has, to know the message by.
            var bound = TimeSpan.FromSeconds(1234);
            var client = new TimClient(stuck.Transport, stuck.Options with { TimeProvider = time, DisposeTimeout = bound });
            client.MsgBatchSend(Ask.Hi, stuck.Source).Subscribe(stuck.Observer());
            var disposal = await stuck.DisposeAtAsync(client);
            time.Advance(bound - TimeSpan.FromTicks(1));
            Assert.False(disposal.IsCompleted);
            time.Advance(TimeSpan.FromTicks(1));
            await disposal.Soon();
            lock (told)
                Assert.Single(told, static thrown => thrown is TimeoutException && thrown.Message.Contains("1234 s later"));
            stuck.Open();
            await client.DisposeAsync().AsTask().Soon();
            Assert.True(stuck.Source.IsQuiet);
        }
        finally
        {
            stuck.Open();
            TimClient.UnhandledException -= Take;
        }
    }

    [Theory, MemberData(nameof(Running))]
    public async Task S17_A_client_that_is_disposed_after_its_push_consumer_left_waits_for_what_runs(string what)
    {
        var stuck = new Stuck(what, steps);
        var client = new TimClient(stuck.Transport, stuck.Options with { TimeProvider = time, DisposeTimeout = Timeout.InfiniteTimeSpan });
        var observer = stuck.Observer();
        var subscription = client.MsgBatchSend(Ask.Hi, stuck.Source).Subscribe(observer);
        var left = await stuck.CutAtAsync(() =>
        {
            subscription.Dispose();
            return Task.CompletedTask;
        });
        var disposal = client.DisposeAsync().AsTask();
        Assert.False(disposal.IsCompleted);
        stuck.Open();
        await left.Soon();
        await disposal.Soon();
        AssertQuiet(stuck, observer);
        Assert.True(stuck.Source.IsQuiet);
    }

    [Theory]
    [InlineData("source", false)]
    [InlineData("source's disposal", false)]
    [InlineData("hand over", false)]
    [InlineData("deliver", false)]
    [InlineData("transport", false)]
    [InlineData("source", true)]
    [InlineData("source's disposal", true)]
    [InlineData("hand over", true)]
    [InlineData("transport", true)]
    public async Task S17_An_enumerators_own_disposal_waits_for_what_runs(string what, bool cancels)
    {
        var stuck = new Stuck(what, steps);
        await using var client = new TimClient(
            stuck.Transport, stuck.Options with { TimeProvider = time, DisposeTimeout = Timeout.InfiniteTimeSpan });
        using var cancellation = new CancellationTokenSource();
        var results = client.MsgBatchSendAsync(Ask.Hi, stuck.Source, cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        var move = results.MoveNextAsync().AsTask();
        var disposal = Task.CompletedTask;
        var cut = await stuck.CutAtAsync(async () =>
        {
            if (cancels)
            {
                await cancellation.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => move.Soon());
            }
            disposal = results.DisposeAsync().AsTask();
        });
        await cut.Soon();
        Assert.False(disposal.IsCompleted);
        stuck.Open();
        await disposal.Soon();
        AssertQuiet(stuck, null);
        Assert.True(stuck.Source.IsQuiet);
    }

    [Fact]
    public async Task S17_After_a_break_the_source_is_neither_asked_nor_open()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { IdentifiersPerCall = 1 });
        var source = new PulledSource(100, waitsAfter: 3);
        await foreach (var result in client.MsgBatchSendAsync(Ask.Hi, source, TestContext.Current.CancellationToken))
        {
            if (result.Identifier == "u2")
                break;
        }
        Assert.True(source.DisposedAsync().IsCompletedSuccessfully);
    }

    [Fact]
    public async Task S17_An_interceptor_is_told_when_its_disposal_has_waited_long_enough()
    {
        var deliveries = new TaskCompletionSource<CancellationToken>(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            TimeProvider = time,
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnDeliver = async (_, cancel) =>
                    {
                        deliveries.SetResult(cancel);
                        await Task.Delay(Timeout.Infinite, cancel);
                    },
                },
            ],
        });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        var token = await deliveries.Task.Soon();
        var disposal = client.DisposeAsync().AsTask();
        Assert.False(token.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(5));
        await disposal.Soon();
        Assert.True(token.IsCancellationRequested);
        Assert.Equal(["a"], (await running.Soon()).TimError.Unanswered);
    }

    [Fact]
    public async Task S17_All_sends_are_told_that_the_bound_is_over_although_what_one_registered_throws()
    {
        using var unhandled = new Unhandled("registered and broke");
        var stuck = new List<CancellationToken>();
        var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            TimeProvider = time,
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnDeliver = async (_, cancel) =>
                    {
                        cancel.Register(static () => throw new IOException("registered and broke"));
                        lock (stuck)
                            stuck.Add(cancel);
                        steps.Add("stuck");
                        await Task.Delay(Timeout.Infinite, cancel);
                    },
                },
            ],
        });
        var running = Enumerable.Range(0, 3).Select(_ => client.RunAsync(Face.Push, Ask.For("a"))).ToArray();
        await steps.HasAsync("stuck", 3);
        var disposal = client.DisposeAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(5));
        await disposal.Soon();
        Assert.All(stuck, static token => Assert.True(token.IsCancellationRequested));
        await Task.WhenAll(running).Soon();
        Assert.Equal(3, unhandled.All.Count);
    }

    [Theory]
    [InlineData("begin", Face.Push)]
    [InlineData("hand over", Face.Push)]
    [InlineData("retry", Face.Push)]
    [InlineData("deliver", Face.Push)]
    [InlineData("deliver", Face.Pull)]
    [InlineData("end", Face.Push)]
    [InlineData("end", Face.Pull)]
    public async Task S17_A_consumer_whose_interceptor_never_returns_has_its_error_when_the_bound_is_over(string what, Face face)
    {
        var stuck = new Stuck(what, steps);
        var client = new TimClient(stuck.Transport, stuck.Options with { TimeProvider = time });
        var running = client.RunAsync(face, Ask.For("a", "b"));
        try
        {
            var disposal = await stuck.DisposeAtAsync(client);
            Assert.False(running.IsCompleted);
            time.Advance(TimeSpan.FromSeconds(5));
            await disposal.Soon();
            // An enumerator's own disposal waits as long once more.
            await time.PassUntilAsync(running);
            var ending = await running.Soon();
            Assert.Equal(TimErrorCodes.Interrupted, ending.TimError.Code);
            Assert.Equal(ending.TimError.Attempted, ending.Results.Count + ending.TimError.Unanswered.Count);
            Assert.Equal(ending.Results.Count, ending.TimError.Answered);
        }
        finally
        {
            stuck.Open();
        }
        await client.DisposeAsync().AsTask().Soon();
        Assert.True((await running).Error is TimException);
    }

    [Fact]
    public async Task S17_A_disposal_without_a_bound_to_wait_for_says_so_at_once()
    {
        var source = new PulledSource(5, waitsAfter: 0, heedsCancellation: false);
        var client = new TimClient(silent, new() { TimeProvider = time, DisposeTimeout = TimeSpan.Zero });
        client.MsgBatchSend(Ask.Hi, source).Subscribe(new RecordingObserver());
        await source.WaitsAsync();
        var disposal = client.DisposeAsync().AsTask();
        time.Advance(TimeSpan.FromMilliseconds(1));
        await disposal.Soon();
    }

    // Nothing is called any longer, whatever the backend says now.
    private void AssertQuiet(Stuck stuck, RecordingObserver? observer)
    {
        var (before, told, calls) = (steps.All, observer?.Notifications, stuck.Transport.Calls.Count);
        foreach (var call in stuck.Transport.Calls)
            call.AnswerRemaining(0);
        time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(before, steps.All);
        Assert.Equal(told, observer?.Notifications);
        Assert.Equal(calls, stuck.Transport.Calls.Count);
    }
}
