namespace RxTim.Journal;

/// <summary>A call that is about to be handed over, and is when that is on the disk.</summary>
internal sealed class HandOver(MsgBatchCall call, PendingIdentifiers pending, TimeProvider time, Action<MsgBatchCall> forward) : JournalStep
{
    private bool isRecorded;

    public override void Record(JournalStore store)
    {
        // Nobody waits for it any longer: it is not handed over.
        if (call.IsOver)
            return;
        isRecorded = true;
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 0; i < call.Identifiers.Count; i++)
        {
            store.Append(new LogRow(LogKind.HandedOver, pending.OrdinalOf(call.OrdinalOf(i)))
            {
                Random = call.Random,
                Sequence = call.Sequence,
                At = at,
            });
        }
    }

    public override void Committed()
    {
        if (isRecorded)
            forward(call);
    }
}
