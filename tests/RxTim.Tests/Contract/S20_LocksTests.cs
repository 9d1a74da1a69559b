namespace RxTim.Tests;

/// <summary>S20 Users' code runs outside locks: whatever is called may run another send of the same client to its end, and the first goes
/// on meanwhile.</summary>
public sealed class S20_LocksTests
{
    private readonly Steps steps = new();

    // Whether a place has run its send, which runs one itself otherwise.
    private int runs;

    public static TheoryData<string> Places =>
    [
        "ShouldRetry", "OnRetry", "begin", "hand over", "not handed over", "deliver", "retry", "end", "OnNext", "OnCompleted", "source",
        "source's disposal", "transport", "abort", "unhandled",
    ];

    [Theory, MemberData(nameof(Places))]
    public async Task S20_Another_send_runs_to_its_end_inside(string where)
    {
        TimClient? client = null;
        var inner = new TaskCompletionSource<Ending>(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new ScriptedTransport(call =>
        {
            if (call.Identifiers[0] == "inner")
            {
                call.AnswerRemaining(0);
                return;
            }
            call.Aborted.Register(() => At("abort"));
            At("transport");
            if (where == "abort" && call.Identifiers[0] == "a")
                Task.Run(() => call.Stop(7009, "gone"), TestContext.Current.CancellationToken);
            else if (where is not "abort")
                call.AnswerRemaining(call.IsRetry || where is not ("ShouldRetry" or "OnRetry" or "retry") ? 0 : TimErrorCodes.RestInternalError);
        });
        await using var itself = client = new TimClient(transport, new()
        {
            IdentifiersPerCall = 1,
            Linger = TimeSpan.Zero,
            Retry = new()
            {
                MaxAttempts = 2,
                FirstDelay = TimeSpan.FromMilliseconds(1),
                ShouldRetry = _ =>
                {
                    At("ShouldRetry");
                    return true;
                },
                OnRetry = _ => At("OnRetry"),
            },
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnBegin = _ => At("begin"),
                    OnHandOver = (_, _) => AtAsync("hand over"),
                    OnNotHandedOver = _ => At("not handed over"),
                    OnDeliver = (_, _) => AtAsync("deliver"),
                    OnRetrying = _ => At("retry"),
                    OnEnd = _ => AtAsync("end"),
                },
                new ScriptedInterceptor(steps)
                {
                    OnHandOver = (call, _) =>
                    {
                        if (where == "not handed over" && call.Identifiers[0] == "a")
                            call.Refuse(20_007, "");
                        return default;
                    },
                },
            ],
        });
        void OnUnhandled(Exception thrown)
        {
            if (thrown.Message == "tells the handler of S20")
                At("unhandled");
        }
        TimClient.UnhandledException += OnUnhandled;
        try
        {
            client.MsgBatchSend(Ask.Hi, new Source(At)).Subscribe(new Observer(At, throws: where == "unhandled"));
            var ending = await inner.Task.Soon();
            Assert.Equal([("inner", SendOutcome.Sent)], ending.Outcomes);
        }
        finally
        {
            TimClient.UnhandledException -= OnUnhandled;
        }

        // Blocks the thread that called, as a predicate or an observer has no other way.
        void At(string place)
        {
            if (place == where && Interlocked.Exchange(ref runs, 1) == 0)
                inner.SetResult(client!.RunAsync(Face.Pull, Ask.For("inner")).Soon().GetAwaiter().GetResult());
        }

        async ValueTask AtAsync(string place)
        {
            if (place == where && Interlocked.Exchange(ref runs, 1) == 0)
                inner.SetResult(await client!.RunAsync(Face.Pull, Ask.For("inner")).Soon());
        }
    }

    [Theory]
    [InlineData("ShouldRetry")]
    [InlineData("OnRetry")]
    [InlineData("retry")]
    public async Task S20_A_send_goes_on_while_it_is_judged_and_told_of_a_retry(string where)
    {
        var asked = new Gate();
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new()
        {
            IdentifiersPerCall = 1,
            Retry = new()
            {
                MaxAttempts = 2,
                FirstDelay = TimeSpan.FromMilliseconds(1),
                ShouldRetry = _ => Passed("ShouldRetry"),
                OnRetry = _ => Passed("OnRetry"),
            },
            Interceptors = [new ScriptedInterceptor(steps) { OnRetrying = _ => Passed("retry") }],
        });
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.Many(20)).Subscribe(observer);
        var first = await transport.TakesOneAsync();
        var answering = Task.Run(() => first.AnswerRemaining(TimErrorCodes.RestInternalError), TestContext.Current.CancellationToken);
        await asked.EnteredAsync();

        // The others are answered, delivered, and followed by more, while the first waits.
        for (var i = 1; i < 20; i++)
            (await transport.TakesAsync(i + 1))[i].AnswerRemaining(0);
        await observer.ResultsAsync(19);
        asked.Open();
        await answering.Soon();
        (await transport.TakesAsync(21))[20].AnswerRemaining(0);
        await observer.EndedAsync();
        Assert.Equal(20, observer.Results.Count);

        bool Passed(string place)
        {
            if (place == where)
                asked.Pass();
            return true;
        }
    }

    private sealed class Observer(Action<string> at, bool throws) : IObserver<MsgBatchSendResult>
    {
        public void OnNext(MsgBatchSendResult value)
        {
            at("OnNext");
            if (throws)
                throw new IOException("tells the handler of S20");
        }

        public void OnError(Exception error) => at("OnError");

        public void OnCompleted() => at("OnCompleted");
    }

    private sealed class Source(Action<string> at) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        private int given;

        public string Current => given == 1 ? "a" : "b";

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) => this;

        public ValueTask<bool> MoveNextAsync()
        {
            at("source");
            return new(++given <= 2);
        }

        public ValueTask DisposeAsync()
        {
            at("source's disposal");
            return default;
        }
    }
}
