namespace RxTim;

/// <summary>What all sends of one client share: the transport with its limits, the options, and the list of sends of which something is
/// running.</summary>
internal sealed class SendContext
{
    private readonly object gate = new();
    private readonly HashSet<BatchSend> running = [];

    private bool disposed;

    public SendContext(IMsgBatchTransport transport, TimClientOptions options)
    {
        Transport = transport;
        Options = options;
        Limits = transport.Limits;
        Limits.Validate();
        IdentifiersPerCall = Math.Min(
            options.IdentifiersPerCall ?? Limits.BestIdentifiersPerCall,
            Math.Min(Limits.MaxIdentifiersPerCall, Limits.MaxIdentifiersInFlight));
        ConcurrentCalls = Math.Min(options.MaxConcurrentCalls ?? Limits.BestCallsInFlight, Limits.MaxCallsInFlight);
        Throttle = new Throttle(options.TimeProvider);
        Admission = new Admission(this);
    }

    public IMsgBatchTransport Transport { get; }

    public TimClientOptions Options { get; }

    public MsgBatchLimits Limits { get; }

    public int IdentifiersPerCall { get; }

    /// <summary>Of one send, in flight or not yet consumed.</summary>
    public int ConcurrentCalls { get; }

    public Throttle Throttle { get; }

    /// <summary>What each call waits for before it is handed over.</summary>
    public Admission Admission { get; }

    public bool IsDisposed
    {
        get
        {
            lock (gate)
                return disposed;
        }
    }

    /// <summary>Begins a call: within what one may carry.</summary>
    /// <param name="content">The call's message.</param>
    /// <param name="mayRepeat">Whether an identifier may come that the call has already.</param>
    public CallDraft Draft(CallContent content, bool mayRepeat) => new(
        IdentifiersPerCall,
        Limits.MaxBytesPerCall == int.MaxValue ? long.MaxValue : Limits.MaxBytesPerCall - content.BytesWithoutIdentifiers(),
        mayRepeat && Limits.DistinctIdentifiersPerCall);

    /// <summary>False if the client is disposed.</summary>
    public bool TryAdd(BatchSend send)
    {
        lock (gate)
            return !disposed && running.Add(send);
    }

    public void Remove(BatchSend send)
    {
        lock (gate)
            running.Remove(send);
    }

    /// <summary>Ends every running send with an error, and waits until nothing of any send is running. Each disposal waits on its own, for
    /// one from inside a send does not wait for that.</summary>
    public async Task DisposeAsync()
    {
        BatchSend[] ending;
        lock (gate)
        {
            disposed = true;
            ending = [.. running];
        }
        foreach (var send in ending)
            send.Stop(TimErrorCodes.Interrupted, BatchSend.ClientDisposed);
        await WhenDoneAsync(ending).ConfigureAwait(false);
        Admission.Dispose();
    }

    /// <summary>Waits until nothing of ended sends is running, within the bound; then says that something is. Those that called this thread
    /// do not count, for they wait for it.</summary>
    public async ValueTask WhenDoneAsync(IReadOnlyList<BatchSend> sends)
    {
        // Asked on the caller's thread, which is another one after the first wait.
        var waitedFor = sends.Where(static send => !CallingOut.IsBy(send)).ToArray();
        using var bound = new Patience(Options.DisposeTimeout, Options.TimeProvider, CancellationToken.None);
        var areDone = true;
        foreach (var send in waitedFor)
            areDone &= await send.WhenDoneAsync(bound).ConfigureAwait(false);
        if (areDone)
            return;
        UnhandledExceptions.Report(new TimeoutException(
            $"A send has ended, and {Options.DisposeTimeout.TotalSeconds:0.###} s later something of it is still running: its identifier "
            + "source does not heed its cancellation token, or a callback, an interceptor or the transport does not return."));
    }
}
