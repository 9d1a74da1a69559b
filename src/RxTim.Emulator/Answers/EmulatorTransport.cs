namespace RxTim.Emulator;

/// <summary>Takes calls to the service and brings its answers back, with all that may happen to them on the way.</summary>
internal sealed class EmulatorTransport(
    TimEmulatorOptions options, ChatService service, PendingAnswers pending, Action<ReceivedCall> received) : IMsgBatchTransport
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

        var taken = service.Receive(call.Message, call.Identifiers);
        received(taken);
        if (taken.Kept.IsCompletedSuccessfully)
            Answer(call, taken);
        else
            _ = AnswerOnceKept(call, taken);
    }

    private async Task AnswerOnceKept(MsgBatchCall call, ReceivedCall taken)
    {
        try
        {
            await taken.Kept.ConfigureAwait(false);
        }
        catch (Exception)
        {
            pending.Deliver(new Answer(call, default, TimErrorCodes.RestInternalError3), TimeSpan.Zero);
            return;
        }
        Answer(call, taken);
    }

    private void Answer(MsgBatchCall call, ReceivedCall taken)
    {
        var random = taken.Random;
        var latency = taken.Faults.Latency;
        if (taken.Refusal < 0)
        {
            call.Refuse(taken.Refusal, null);
            return;
        }
        if (taken.Refusal > 0)
        {
            pending.Deliver(new Answer(call, default, taken.Refusal, taken.RefusalReason), latency.Draw(ref random));
            return;
        }
        foreach (var entries in path.Callbacks(taken.DeliveryArray, taken.Faults, ref random))
            pending.Deliver(new Answer(call, entries), latency.Draw(ref random));
    }
}
