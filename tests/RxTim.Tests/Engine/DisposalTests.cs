namespace RxTim.Tests;

/// <summary>Disposals that meet each other, and sends that end while something else happens.</summary>
public sealed class DisposalTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly RecordingObserver observer = new();

    [Fact]
    public async Task S17_A_drain_from_outside_is_seen_by_the_consumer_however_long_the_source_takes_to_let_go()
    {
        SendStart? running = null;
        await using var client = new TimClient(
            ScriptedTransport.SendsAll(), new() { Interceptors = [new StepInterceptor { OnBegin = send => running = send }] });
        var source = new StubbornSource();
        client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        await source.AskedAsync();
        await Task.Run(() => running!.Drain(), TestContext.Current.CancellationToken).Soon();
        await observer.EndedAsync();
        Assert.Null(observer.Error);
    }

    [Fact]
    public async Task S17_A_disposal_that_gives_up_lets_go_of_every_send()
    {
        var abandoned = new CountdownEvent(3);
        var delivering = new CountdownEvent(3);
        var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            DisposeTimeout = Moment,
            Interceptors =
            [
                new StepInterceptor
                {
                    OnDeliver = async (_, cancellation) =>
                    {
                        cancellation.Register(() => abandoned.Signal());
                        delivering.Signal();
                        await Task.Delay(Timeout.Infinite, cancellation);
                    },
                },
            ],
        });
        var observers = Enumerable.Range(0, 3).Select(static _ => new RecordingObserver()).ToArray();
        foreach (var each in observers)
            client.MsgBatchSend(Ask.For("a")).Subscribe(each);
        Assert.True(delivering.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
        await client.DisposeAsync().AsTask().Soon();
        foreach (var each in observers)
            await each.EndedAsync();
        Assert.True(abandoned.IsSet);
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2)]
    public async Task S13_An_observer_may_dispose_a_client_that_has_other_sends(int position)
    {
        var transport = ScriptedTransport.NeverAnswers();
        var client = new TimClient(transport, new() { DisposeTimeout = Timeout.InfiniteTimeSpan });
        var sources = Enumerable.Range(0, 3).Select(static _ => new PulledSource(2, waitsAfter: 1)).ToArray();
        var observers = sources.Select(_ => new RecordingObserver(_ =>
        {
            // The others end only after this has begun to wait for them.
            Assert.True(client.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5)), "It waits for itself.");
        })).ToArray();
        for (var i = 0; i < 3; i++)
        {
            client.MsgBatchSend(Ask.Hi, sources[i]).Subscribe(observers[i]);
            await transport.ReturnedAsync(i + 1);
        }
        transport.Calls[position].AnswerRemaining(0);
        await observers[position].EndedAsync();
        await client.DisposeAsync().AsTask().Soon();
        foreach (var each in observers)
        {
            await each.EndedAsync();
            Assert.Empty(each.Faults);
            Assert.IsType<TimException>(each.Error);
        }
    }

    [Fact]
    public async Task S13_An_observer_may_dispose_a_client_that_is_being_disposed()
    {
        using var inside = new ManualResetEventSlim();
        using var disposing = new ManualResetEventSlim();
        var waited = false;
        var client = new TimClient(ScriptedTransport.SendsAll(), new() { DisposeTimeout = Timeout.InfiniteTimeSpan });
        var slow = new RecordingObserver(_ =>
        {
            inside.Set();
            Assert.True(disposing.Wait(Waiting.Limit));
            waited = client.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(3));
        });
        client.MsgBatchSend(Ask.For("a")).Subscribe(slow);
        Assert.True(inside.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
        var first = client.DisposeAsync().AsTask();
        disposing.Set();
        await first.Soon();
        Assert.True(waited);
    }

    [Fact]
    public async Task S17_A_disposal_waits_for_an_observer_whose_own_disposal_did_not()
    {
        using var disposed = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var client = new TimClient(ScriptedTransport.SendsAll(), new() { DisposeTimeout = Timeout.InfiniteTimeSpan });
        client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver(_ =>
        {
            client.DisposeAsync().AsTask().Wait(Waiting.Limit);
            disposed.Set();
            Assert.True(goOn.Wait(Waiting.Limit));
        }));
        Assert.True(disposed.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
        var waits = client.DisposeAsync().AsTask();
        Assert.False(waits.IsCompleted);
        goOn.Set();
        await waits.Soon();
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S17_A_consumer_behind_an_interceptor_that_never_returns_ends_with_its_client(Face face)
    {
        var delivering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            DisposeTimeout = Moment,
            Interceptors =
            [
                new StepInterceptor
                {
                    OnDeliver = (_, _) =>
                    {
                        delivering.TrySetResult();
                        return new(Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));
                    },
                },
            ],
        });
        var running = client.RunAsync(face, Ask.For("a"));
        await delivering.Task.Soon();
        await client.DisposeAsync().AsTask().Soon();
        var ending = await running.Soon();
        Assert.Empty(ending.Results);
        Assert.Equal(TimErrorCodes.Interrupted, ending.TimError.Code);
    }

    [Fact]
    public async Task A_call_that_is_not_handed_over_is_aborted()
    {
        MsgBatchCall? let = null;
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            Interceptors =
            [
                new StepInterceptor
                {
                    OnHandOver = (call, _) =>
                    {
                        let = call;
                        return default;
                    },
                },
                new StepInterceptor { OnHandOver = static (_, _) => throw new IOException("No disk.") },
            ],
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.For("a"))).Soon();
        Assert.Equal(0, ending.TimError.Attempted);
        await client.DisposeAsync();
        Assert.True(let!.IsOver);
        Assert.True(let.Aborted.IsCancellationRequested);
    }

    public static TheoryData<Face> Streams => Faces.Streams;

    /// <summary>Never gives anybody. What it registered with its token returns only after the send had time to be done with it.</summary>
    private sealed class StubbornSource : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource<bool> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Current => "";

        public Task AskedAsync() => asked.Task.Soon();

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            cancellationToken.Register(() =>
            {
                answer.TrySetResult(false);
                disposed.Task.Wait(Waiting.Limit);
                for (var i = 0; i < 100; i++)
                    Task.Run(static () => { }).Wait(Waiting.Limit);
            });
            return this;
        }

        public ValueTask<bool> MoveNextAsync()
        {
            asked.TrySetResult();
            return new(answer.Task);
        }

        public ValueTask DisposeAsync()
        {
            disposed.TrySetResult();
            return default;
        }
    }
}
