using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// One send of a journal's pending identifiers: a client whose transport records each call before it goes on to the real one, and whose
/// results are recorded before the consumer has them.
/// </summary>
internal sealed class JournalRun : IMsgBatchTransport, IAsyncDisposable
{
    // What may be in flight by default: as many as in a REST transport's 16 calls of 500. A call holds its place through two commits, so
    // few small calls would leave the backend idle meanwhile.
    private const int IdentifiersInFlight = 8_000;

    private readonly IMsgBatchTransport backend;
    private readonly JournalWriter writer;
    private readonly JournalStore store;
    private readonly TimClient client;
    private readonly TimeProvider time;
    private readonly CancellationTokenRegistration stopping;

    // Calls that are on the disk. Handed over apart from the writer, for a transport may work inside its Send.
    private readonly Channel<MsgBatchCall> cleared = Channel.CreateUnbounded<MsgBatchCall>(new() { SingleReader = true });
    private readonly Task forwarding;

    private volatile bool isStopping;
    private volatile bool isDrained;

    public JournalRun(IMsgBatchTransport backend, JournalStore store, PendingIdentifiers pending, JournalSendOptions options)
    {
        this.backend = backend;
        this.store = store;
        Pending = pending;
        Limits = backend.Limits;
        time = options.Client.TimeProvider;
        client = new TimClient(this, OptionsOf(options.Client));
        writer = new JournalWriter(store, AfterCommit);
        forwarding = Task.Run(ForwardAsync);
        stopping = options.Stop.UnsafeRegister(static run => ((JournalRun)run!).Stop(), this);
    }

    public MsgBatchLimits Limits { get; }

    public PendingIdentifiers Pending { get; }

    /// <summary>Whether the send was ended because it was to stop and nothing was in flight any longer.</summary>
    public bool IsDrained => isDrained;

    /// <summary>The results; the send starts as they are enumerated.</summary>
    public IAsyncEnumerable<MsgBatchSendResult> Results(MsgBatchSendParam param, CancellationToken cancellationToken) =>
        client.MsgBatchSendAsync(param, Pending, sink => new JournalSink(sink, this), cancellationToken);

    /// <summary>A call of the client's.</summary>
    public void Send(MsgBatchCall call)
    {
        if (!isStopping)
            Add(new HandOver(call, Pending, time, Forward));
    }

    public void Add(JournalStep step) => writer.Add(step);

    /// <summary>Ends the run, and waits until all of it is recorded.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.DisposeAsync().ConfigureAwait(false);
        await client.DisposeAsync().ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);
        cleared.Writer.TryComplete();
        await forwarding.ConfigureAwait(false);
        store.EndFlight();
    }

    private TimClientOptions OptionsOf(TimClientOptions options)
    {
        var perCall = Math.Min(options.IdentifiersPerCall ?? Limits.BestIdentifiersPerCall, Limits.MaxIdentifiersPerCall);
        var told = options.Retry.OnRetry;
        return options with
        {
            // Each ordinal is an identifier to be answered, and the recording has left repeats out.
            Duplicates = DuplicateIdentifiers.SendEach,
            MaxConcurrentCalls = options.MaxConcurrentCalls ?? Math.Max(Limits.BestCallsInFlight, IdentifiersInFlight / perCall),
            Retry = options.Retry with
            {
                OnRetry = result =>
                {
                    Add(new PutAside(result, Pending));
                    told?.Invoke(result);
                },
            },
        };
    }

    private void Forward(MsgBatchCall call) => cleared.Writer.TryWrite(call);

    private async Task ForwardAsync()
    {
        await foreach (var call in cleared.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            if (call.IsOver)
                continue;
            try
            {
                backend.Send(call);
            }
            catch (Exception thrown)
            {
                call.Lose($"the transport failed while it took the call: {thrown.Message}");
            }
        }
    }

    private void Stop()
    {
        isStopping = true;
        writer.Wake();
    }

    // By the writer's thread, so what was recorded by then is what is in flight. To dispose the client ends the send and closes its calls;
    // a call that waits to be recorded is closed too, and so is not handed over.
    private void AfterCommit()
    {
        isDrained |= isStopping && writer.Fault is null && store.Contents.State.InFlight == 0;
        if (isDrained || writer.Fault is not null)
            _ = client.DisposeAsync();
    }
}
