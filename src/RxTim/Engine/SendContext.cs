namespace RxTim;

/// <summary>What all sends of one client share: the transport with its limits, the options, and the list of sends of which something is
/// running.</summary>
internal sealed class SendContext
{
    private readonly object gate = new();
    private readonly HashSet<BatchSend> running = [];

    private readonly TelemetryInterceptor telemetry;

    private bool isDisposed;

    public SendContext(IMsgBatchTransport transport, TimClientOptions options)
    {
        Transport = transport;
        Options = options;
        Limits = transport.Limits;
        Limits.Validate();
        CallSize = new CallSize(Math.Min(
            options.IdentifiersPerCall ?? Limits.BestIdentifiersPerCall,
            Math.Min(Limits.MaxIdentifiersPerCall, Limits.MaxIdentifiersInFlight)));
        if (options.RecipientLimiter is WindowLimiter recipients)
            CallSize.Fit(recipients.Most);
        ConcurrentCalls = Math.Min(options.MaxConcurrentCalls ?? Limits.BestCallsInFlight, Limits.MaxCallsInFlight);
        Throttle = new Throttle(options.TimeProvider);
        RetryRules = new RetryRules(options, Throttle);
        Admission = new Admission(this);
        telemetry = new TelemetryInterceptor(options);
        Report = options.Report;
    }

    public IMsgBatchTransport Transport { get; }

    public TimClientOptions Options { get; }

    /// <summary>Who takes part in a send that begins now: telemetry too, as the last, where somebody listens to it.</summary>
    public IReadOnlyList<ISendInterceptor> Interceptors =>
        telemetry.IsListenedTo ? [.. Options.Interceptors, telemetry] : Options.Interceptors;

    /// <summary>Where an exception goes that has no other way.</summary>
    public Action<Exception> Report { get; }

    public MsgBatchLimits Limits { get; }

    public CallSize CallSize { get; }

    /// <summary>Of one send, in flight or not yet consumed.</summary>
    public int ConcurrentCalls { get; }

    public Throttle Throttle { get; }

    public RetryRules RetryRules { get; }

    /// <summary>What each call waits for before it is handed over.</summary>
    public Admission Admission { get; }

    public bool IsDisposed
    {
        get
        {
            lock (gate)
                return isDisposed;
        }
    }

    /// <summary>Begins a call: within what one may carry.</summary>
    /// <param name="content">The call's message.</param>
    /// <param name="mayRepeat">Whether an identifier may come that the call has already.</param>
    /// <param name="expected">How many identifiers will come, as far as is known.</param>
    public CallDraft Draft(CallContent content, bool mayRepeat, int expected = 16) => new(
        CallSize,
        Limits.MaxBytesPerCall == int.MaxValue ? long.MaxValue : Limits.MaxBytesPerCall - content.BytesWithoutIdentifiers(),
        mayRepeat && Limits.DistinctIdentifiersPerCall,
        expected);

    /// <summary>False if the client is disposed.</summary>
    public bool TryAdd(BatchSend send)
    {
        lock (gate)
            return !isDisposed && running.Add(send);
    }

    public void Remove(BatchSend send)
    {
        lock (gate)
            running.Remove(send);
    }

    /// <summary>Ends every running send with an error, and waits until nothing of any send is running; but what a send
    /// called does not wait for that send.</summary>
    public async ValueTask DisposeAsync()
    {
        BatchSend[] ending;
        lock (gate)
        {
            isDisposed = true;
            ending = [.. running];
        }
        // Asked before anything is awaited, for a thread knows it.
        var callers = ending.Where(CallingOut.IsBy).ToArray();
        foreach (var send in callers)
            send.DisposesFromInside();
        foreach (var send in ending)
            send.Stop(TimErrorCodes.Interrupted, BatchSend.ClientDisposed);
        await WhenDoneAsync([.. ending.Except(callers)], fromInside: callers.Length > 0).ConfigureAwait(false);
        Admission.Dispose();
    }

    /// <summary>Waits until nothing of an ended send is running, within the bound; what the send called does not wait for it.</summary>
    public ValueTask WhenDoneAsync(BatchSend send)
    {
        if (CallingOut.IsBy(send))
            return default;
        // The thread that brought the end is mostly on its way out, and needs no timer to be waited for: 0.4 kB less.
        for (var spin = new SpinWait(); !send.Work.IsDone && !spin.NextSpinWillYield;)
            spin.SpinOnce();
        return send.Work.IsDone ? default : WhenDoneAsync([send], fromInside: false);
    }

    private async ValueTask WhenDoneAsync(IReadOnlyList<BatchSend> sends, bool fromInside)
    {
        using var bound = new Patience(Options.DisposeTimeout, Options.TimeProvider, CancellationToken.None);
        var done = true;
        foreach (var send in sends)
            done &= await send.WhenDoneAsync(bound, fromInside).ConfigureAwait(false);
        if (!done)
        {
            Report(new TimeoutException(
                $"A send has ended, and {Options.DisposeTimeout.TotalSeconds:0.###} s later something of it is still running: its identifier "
                + "source does not heed its cancellation token, or a callback, an interceptor or the transport does not return."));
        }
    }
}
