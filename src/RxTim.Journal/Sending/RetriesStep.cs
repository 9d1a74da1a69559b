namespace RxTim.Journal;

/// <summary>Results that are not final: their identifiers were not sent to, or perhaps were, and will be handed over again.</summary>
internal sealed class RetriesStep(IReadOnlyList<MsgBatchSendResult> results, PendingIdentifiers pending) : JournalStep
{
    public override void Append(JournalStore store)
    {
        var rows = new RowRun(store);
        foreach (var result in results)
        {
            var kind = result.Outcome == SendOutcome.Unknown ? LogKind.Unknown : LogKind.TurnedAway;
            rows.Add(RowOf(kind, pending.OrdinalOf(result.Ordinal), result));
        }
        rows.End();
    }
}
