namespace RxTim.Journal;

/// <summary>A call that is about to be handed over.</summary>
internal sealed class HandOverStep(MsgBatchCall call, PendingIdentifiers pending, DateTimeOffset at) : JournalStep
{
    public override void Append(JournalStore store)
    {
        // Nobody waits for it any longer: it will not be handed over.
        if (call.IsOver)
            return;
        var rows = new RowRun(store);
        var row = new LogRow(LogKind.HandedOver, 0)
        {
            Random = call.Random,
            Sequence = call.Sequence,
            At = at.ToUnixTimeMilliseconds(),
        };
        for (var i = 0; i < call.Identifiers.Count; i++)
            rows.Add(row with { First = pending.OrdinalOf(call.OrdinalOf(i)) });
        rows.End();
    }
}
