namespace RxTim.Emulator;

/// <summary>Takes calls to the backend and brings its answers back, with all that may happen to them on the way.</summary>
internal sealed class EmulatorTransport(TimEmulatorOptions options, Backend backend, PendingAnswers pending, CallFeed? feed)
    : IMsgBatchTransport
{
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

        var received = backend.Receive(call.Message, call.Identifiers);
        feed?.AddSend("in process", "MsgBatchSend", call.Identifiers, received);
        if (received.Kept.IsCompletedSuccessfully)
            Answer(call, received);
        else
            _ = AnswerOnceKept(call, received);
    }

    private async Task AnswerOnceKept(MsgBatchCall call, Received received)
    {
        try
        {
            await received.Kept.ConfigureAwait(false);
        }
        catch (Exception)
        {
            pending.Deliver(new Answer(call, default, TimErrorCodes.RestInternalError3), TimeSpan.Zero);
            return;
        }
        Answer(call, received);
    }

    private void Answer(MsgBatchCall call, Received received)
    {
        var (_, deliveries, refusal, random, behaviour, _) = received;
        if (refusal < 0)
        {
            call.Refuse(refusal, null);
            return;
        }
        if (refusal > 0)
        {
            pending.Deliver(new Answer(call, default, refusal), behaviour.Latency.Draw(ref random));
            return;
        }
        foreach (var entries in behaviour.Path.Callbacks(deliveries, ref random))
            pending.Deliver(new Answer(call, entries), behaviour.Latency.Draw(ref random));
    }
}
