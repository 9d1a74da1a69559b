namespace RxTim.Journal;

/// <summary>Records one run of a journal's send, each step before what follows from it happens.</summary>
internal sealed class JournalSession(JournalWriter writer, PendingIdentifiers pending, CancellationToken stop) : SendSession, ISendInterceptor
{
    private TimeProvider time = TimeProvider.System;
    private CancellationTokenRegistration stopping;

    public SendSession Begin(SendStart send)
    {
        time = send.TimeProvider;
        stopping = stop.UnsafeRegister(static start => ((SendStart)start!).Drain(), send);
        return this;
    }

    public override ValueTask HandOverAsync(MsgBatchCall call, CancellationToken cancellationToken) =>
        new(writer.RecordAsync(new HandOverStep(call, pending, time.GetUtcNow())));

    public override void NotHandedOver(MsgBatchCall call) =>
        _ = writer.RecordAsync(new NotSentStep(Enumerable.Range(0, call.Identifiers.Count).Select(call.OrdinalOf), 0, pending));

    public override ValueTask DeliverAsync(IReadOnlyList<MsgBatchSendResult> results, CancellationToken cancellationToken) =>
        new(writer.RecordAsync(new AnswersStep(results, pending)));

    public override void Retrying(IReadOnlyList<MsgBatchSendResult> results) => _ = writer.RecordAsync(new RetriesStep(results, pending));

    public override async ValueTask EndAsync(SendEnd end)
    {
        await stopping.DisposeAsync().ConfigureAwait(false);
        if (end.Error is { RefusedOrdinals.Count: > 0 } stopped)
            await writer.RecordAsync(new NotSentStep(stopped.RefusedOrdinals, stopped.Code, pending)).ConfigureAwait(false);
    }
}
