namespace RxTim.Journal;

/// <summary>A call that is about to be handed over.</summary>
internal sealed class HandOverStep(MsgBatchCall call, PendingIdentifiers pending, DateTimeOffset at) : JournalStep
{
    public override void Append(JournalStore store)
    {
        // Nobody waits for it any longer: it will not be handed over.
        if (call.IsOver)
            return;
        for (var i = 0; i < call.Identifiers.Count; i++)
        {
            store.Append(new LogRow(LogKind.HandedOver, pending.OrdinalOf(call.OrdinalOf(i)))
            {
                Random = call.Random,
                Sequence = call.Sequence,
                At = at.ToUnixTimeMilliseconds(),
            });
        }
    }
}
