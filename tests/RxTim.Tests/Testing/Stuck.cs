namespace RxTim.Tests;

/// <summary>A send of u0, u1 … in which one thing does not return until the test lets it, and what may cut it short there.</summary>
internal sealed class Stuck
{
    private readonly string what;
    private readonly Gate gate = new();

    public Stuck(string what, Steps steps)
    {
        this.what = what;
        Source = new StuckSource(this);
        Transport = new ScriptedTransport(OnCall);
        Options = new TimClientOptions
        {
            IdentifiersPerCall = 1,
            Linger = TimeSpan.Zero,
            MaxConcurrentCalls = 2,
            Retry = new()
            {
                MaxAttempts = 2,
                ShouldRetry = _ =>
                {
                    PassIf("ShouldRetry");
                    return what is "ShouldRetry" or "OnRetry" or "retry";
                },
                OnRetry = _ => PassIf("OnRetry"),
            },
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnBegin = _ => PassIf("begin"),
                    OnHandOver = (_, _) => PassIfAsync("hand over"),
                    OnNotHandedOver = _ => PassIf("not handed over"),
                    OnDeliver = (_, _) => PassIfAsync("deliver"),
                    OnRetrying = _ => PassIf("retry"),
                    OnEnd = _ => PassIfAsync("end"),
                },
                new ScriptedInterceptor(steps, "behind: ")
                {
                    OnHandOver = (call, _) =>
                    {
                        if (what == "not handed over")
                            call.Refuse(20_007, "");
                        return default;
                    },
                },
            ],
        };
    }

    public StuckSource Source { get; }

    public ScriptedTransport Transport { get; }

    public TimClientOptions Options { get; }

    public void Open() => gate.Open();

    public RecordingObserver Observer() => new(_ => PassIf("OnNext"));

    /// <summary>Disposes the client when it is stuck; gives the disposal, which is under way.</summary>
    public async Task<Task> DisposeAtAsync(TimClient client)
    {
        var disposal = Task.CompletedTask;
        var cut = await CutAtAsync(() =>
        {
            disposal = client.DisposeAsync().AsTask();
            return Task.CompletedTask;
        });
        // A transport's handler runs on the thread that disposes.
        if (what == "abort")
            return cut.ContinueWith(_ => disposal, TaskScheduler.Default).Unwrap();
        await cut.Soon();
        return disposal;
    }

    /// <summary>Does something when the send is stuck, or, where only an end leads there, to make it stuck; waits until it is.</summary>
    public async Task<Task> CutAtAsync(Func<Task> cut)
    {
        Task cutting;
        if (what is "abort" or "source's disposal" or "end")
        {
            await Transport.TakesOneAsync();
            cutting = Task.Run(cut);
            await gate.EnteredAsync();
        }
        else
        {
            await gate.EnteredAsync();
            cutting = Task.Run(cut);
        }
        return cutting;
    }

    private void OnCall(MsgBatchCall call)
    {
        PassIf("transport");
        if (what == "abort")
            call.Aborted.Register(() => PassIf("abort"));
        if (what is "deliver" or "OnNext")
            Task.Run(() => call.AnswerRemaining(0));
        else if (what is "ShouldRetry" or "OnRetry" or "retry")
            Task.Run(() => call.AnswerRemaining(TimErrorCodes.RestInternalError));
    }

    private void PassIf(string step)
    {
        if (step == what)
            gate.Pass();
    }

    private ValueTask PassIfAsync(string step) => step == what ? gate.PassAsync() : default;

    /// <summary>Gives two identifiers and then waits until it is cancelled, unless it is what is stuck.</summary>
    internal sealed class StuckSource(Stuck owner) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
    {
        private CancellationToken cancellation;
        private int given;
        private volatile bool isAsked;
        private volatile bool isOpen;

        /// <summary>Neither asked nor open.</summary>
        public bool IsQuiet => !isAsked && !isOpen;

        public string Current => $"u{given}";

        public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
        {
            cancellation = cancellationToken;
            isOpen = true;
            return this;
        }

        public async ValueTask<bool> MoveNextAsync()
        {
            isAsked = true;
            try
            {
                await owner.PassIfAsync("source");
                if (++given <= 2)
                    return true;
                await Task.Delay(Timeout.Infinite, cancellation);
                return false;
            }
            finally
            {
                isAsked = false;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await owner.PassIfAsync("source's disposal");
            isOpen = false;
        }
    }
}
