namespace RxTim;

/// <summary>What all sends of one client share: the transport with its limits, the options, and the list of running sends.</summary>
internal sealed class SendContext : IDisposable
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
        InFlight = new InFlightLimiter(Limits.MaxCallsInFlight, Limits.MaxIdentifiersInFlight);
    }

    public IMsgBatchTransport Transport { get; }

    public TimClientOptions Options { get; }

    public MsgBatchLimits Limits { get; }

    public int IdentifiersPerCall { get; }

    /// <summary>Of one send, in flight or not yet consumed.</summary>
    public int ConcurrentCalls { get; }

    public InFlightLimiter InFlight { get; }

    public Throttle Throttle { get; }

    public bool IsDisposed
    {
        get
        {
            lock (gate)
                return disposed;
        }
    }

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

    /// <summary>Ends every running send with an error.</summary>
    public void Dispose()
    {
        BatchSend[] ending;
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            ending = [.. running];
        }
        foreach (var send in ending)
            send.Stop(TimErrorCodes.Interrupted, BatchSend.ClientDisposed, null);
        InFlight.Dispose();
    }
}
