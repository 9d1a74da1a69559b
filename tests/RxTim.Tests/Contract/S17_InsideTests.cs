namespace RxTim.Tests;

/// <summary>S17, S20: a disposal from inside what a send calls does not wait for itself.</summary>
public sealed class S17_InsideTests : IAsyncDisposable
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly Gate disposed = new();
    private TimClient? client;

    // Done once, by the step that is asked for.
    private int disposals;

    public static TheoryData<string, bool> Places => new MatrixTheoryData<string, bool>(
        [
            "OnNext", "OnError", "OnCompleted", "OnRetry", "ShouldRetry", "transport", "abort", "begin", "hand over", "not handed over",
            "deliver", "retry", "end", "source", "source's disposal",
        ],
        [false, true]);

    public ValueTask DisposeAsync() => client?.DisposeAsync() ?? default;

    [Theory, MemberData(nameof(Places))]
    public async Task S17_A_client_may_be_disposed_from_anywhere(string where, bool whileDisposing)
    {
        client = Client(where, whileDisposing);
        var source = new InnerSource(step => At(where, step, whileDisposing));
        var observer = new InnerObserver(step => At(where, step, whileDisposing).AsTask().GetAwaiter().GetResult());
        var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        if (where is "abort" or "source's disposal")
        {
            await steps.HasAsync("sent", 1);
            _ = Task.Run(subscription.Dispose, TestContext.Current.CancellationToken);
        }
        else if (where == "OnError")
        {
            await steps.HasAsync("sent", 1);
            transport!.Calls[0].Refuse(-1, "");
        }
        await disposed.EnteredAsync();
        await client.DisposeAsync().AsTask().Soon();
        Assert.False(source.IsOpen);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S17_A_disposal_from_inside_one_send_waits_for_the_others()
    {
        var open = new Gate();
        var slow = new SlowToEnd(open);
        var answering = ScriptedTransport.SendsAll();
        client = new TimClient(answering, new() { TimeProvider = time, Linger = TimeSpan.Zero, DisposeTimeout = Timeout.InfiniteTimeSpan });
        client.MsgBatchSend(Ask.Hi, slow).Subscribe(new RecordingObserver());
        await slow.WaitsAsync();
        Task? disposal = null;
        var observer = new RecordingObserver(_ =>
        {
            disposal = client.DisposeAsync().AsTask();
            Assert.True(disposal.Wait(Waiting.Limit, TestContext.Current.CancellationToken), "It waits for itself.");
        });
        client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await slow.CancelledAsync();
        Assert.False(disposal?.IsCompleted ?? false);
        open.Open();
        await observer.ResultsAsync(1);
        await client.DisposeAsync().AsTask().Soon();
        Assert.Empty(observer.Faults);
        Assert.NotNull(disposal);
        Assert.True(slow.IsDisposed);
    }

    [Fact]
    public async Task S17_Two_sends_that_dispose_their_client_at_once_do_not_wait_for_each_other()
    {
        client = new TimClient(ScriptedTransport.SendsAll(), new() { TimeProvider = time, DisposeTimeout = Timeout.InfiniteTimeSpan });
        using var both = new Barrier(2);
        var observers = Enumerable.Range(0, 2).Select(_ => new RecordingObserver(_ =>
        {
            Assert.True(both.SignalAndWait(Waiting.Limit, TestContext.Current.CancellationToken));
            var disposal = client.DisposeAsync().AsTask();
            Assert.True(disposal.Wait(Waiting.Limit, TestContext.Current.CancellationToken), "They wait for each other.");
        })).ToArray();
        foreach (var observer in observers)
            client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await Task.WhenAll(observers.Select(static observer => observer.ResultsAsync(1)));
        await client.DisposeAsync().AsTask().Soon();
        foreach (var observer in observers)
            await observer.EndedAsync();
    }

    [Fact]
    public async Task S17_What_outlives_the_step_that_started_it_waits_for_the_send()
    {
        var (stepIsOver, recording) = (new Gate(), new Gate());
        Task? outlives = null;
        client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            TimeProvider = time,
            IdentifiersPerCall = 1,
            DisposeTimeout = Timeout.InfiniteTimeSpan,
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnHandOver = (call, _) =>
                    {
                        if (call.Identifiers[0] == "b")
                            return recording.PassAsync(CancellationToken.None);
                        outlives = Task.Run(async () =>
                        {
                            await stepIsOver.PassAsync(CancellationToken.None);
                            await client!.DisposeAsync();
                        }, CancellationToken.None);
                        return default;
                    },
                },
            ],
        });
        client.MsgBatchSend(Ask.For("a", "b")).Subscribe(new RecordingObserver());
        await recording.EnteredAsync();
        stepIsOver.Open();
        await Task.WhenAny(outlives!, time.NoTimerAliveAsync());
        Assert.False(outlives!.IsCompleted);
        recording.Open();
        await outlives.Soon();
        Assert.Contains("end with 7009", steps.All);
    }

    private ScriptedTransport? transport;

    private TimClient Client(string where, bool whileDisposing)
    {
        transport = new ScriptedTransport(call =>
        {
            steps.Add("sent", call.Identifiers);
            call.Aborted.Register(() => At(where, "abort", whileDisposing).AsTask().GetAwaiter().GetResult());
            At(where, "transport", whileDisposing).AsTask().GetAwaiter().GetResult();
            if (where is "OnRetry" or "ShouldRetry" or "retry")
                call.AnswerRemaining(TimErrorCodes.RestInternalError);
            else if (where is not ("abort" or "source's disposal" or "OnError"))
                call.AnswerRemaining(0);
        });
        return new TimClient(transport, new()
        {
            TimeProvider = time,
            DisposeTimeout = Timeout.InfiniteTimeSpan,
            Linger = TimeSpan.Zero,
            Retry = new()
            {
                MaxAttempts = 2,
                ShouldRetry = _ =>
                {
                    At(where, "ShouldRetry", whileDisposing).AsTask().GetAwaiter().GetResult();
                    return true;
                },
                OnRetry = _ => At(where, "OnRetry", whileDisposing).AsTask().GetAwaiter().GetResult(),
            },
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnBegin = _ => At(where, "begin", whileDisposing).AsTask().GetAwaiter().GetResult(),
                    OnHandOver = (_, _) => At(where, "hand over", whileDisposing),
                    OnNotHandedOver = _ => At(where, "not handed over", whileDisposing).AsTask().GetAwaiter().GetResult(),
                    OnDeliver = (_, _) => At(where, "deliver", whileDisposing),
                    OnRetrying = _ => At(where, "retry", whileDisposing).AsTask().GetAwaiter().GetResult(),
                    OnEnd = _ => At(where, "end", whileDisposing),
                },
                new ScriptedInterceptor(steps)
                {
                    OnHandOver = (call, _) =>
                    {
                        if (where == "not handed over")
                            call.Refuse(20_007, "");
                        return default;
                    },
                },
            ],
        });
    }

    // Disposes the client there: at once and on this thread, or after another disposal has begun and with threads changed.
    private async ValueTask At(string where, string step, bool whileDisposing)
    {
        if (step != where || Interlocked.Increment(ref disposals) > 1)
            return;
        if (!whileDisposing)
        {
            client!.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
        else
        {
            // The step's own thread asks after another one has.
            Task other;
            using (ExecutionContext.SuppressFlow())
                other = Task.Run(() => client!.DisposeAsync().AsTask());
            SpinWait.SpinUntil(() => other.IsCompleted || IsDisposed());
            await client!.DisposeAsync();
        }
        _ = disposed.PassAsync().AsTask();
        disposed.Open();
    }

    // A client that is disposed refuses the callback form.
    private bool IsDisposed() =>
        client!.MsgBatchSend(Ask.For(), static (int _, string _, string _, string? _) => { }) == TIMResult.ErrSdkUninit;

    private sealed class InnerObserver(Action<string> at) : IObserver<MsgBatchSendResult>
    {
        public void OnNext(MsgBatchSendResult value) => at("OnNext");

        public void OnError(Exception error) => at("OnError");

        public void OnCompleted() => at("OnCompleted");
    }

    private sealed class InnerSource(Func<string, ValueTask> at) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        private int given;

        public bool IsOpen { get; private set; }

        public string Current => "a";

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            IsOpen = true;
            return this;
        }

        public async ValueTask<bool> MoveNextAsync()
        {
            await at("source");
            return given++ == 0;
        }

        public async ValueTask DisposeAsync()
        {
            await at("source's disposal");
            IsOpen = false;
        }
    }

    private sealed class SlowToEnd(Gate open) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        private readonly TaskCompletionSource waits = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool IsDisposed { get; private set; }

        public string Current => "slow";

        public Task WaitsAsync() => waits.Task.Soon();

        public Task CancelledAsync() => cancelled.Task.Soon();

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            cancellationToken.Register(cancelled.SetResult);
            return this;
        }

        public async ValueTask<bool> MoveNextAsync()
        {
            waits.SetResult();
            await open.PassAsync();
            return false;
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return default;
        }
    }
}
