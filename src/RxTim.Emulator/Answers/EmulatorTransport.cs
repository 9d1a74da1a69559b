namespace RxTim.Emulator;

/// <summary>Takes calls to the backend and brings its answers back, with all that may happen to them on the way.</summary>
internal sealed class EmulatorTransport(TimEmulatorOptions options, Backend backend, PendingAnswers pending) : IMsgBatchTransport
{
    private readonly AnswerPath path = new(options);

    public MsgBatchLimits Limits => options.Limits;

    public void Send(MsgBatchCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (pending.IsDisposed)
        {
            call.Refuse((int)TIMResult.ErrSdkUninit, "The emulator is disposed.");
            return;
        }
        if (call.IsOver)
            return;

        var (deliveries, refusal, random) = backend.Receive(call.Message, call.Identifiers);
        if (refusal < 0)
        {
            call.Refuse(refusal, null);
            return;
        }
        if (refusal > 0)
        {
            pending.Deliver(new Answer(call, default, refusal), options.Latency.Draw(ref random));
            return;
        }
        foreach (var entries in path.Callbacks(deliveries, ref random))
            pending.Deliver(new Answer(call, entries), options.Latency.Draw(ref random));
    }
}
