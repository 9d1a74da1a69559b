namespace RxTim.Journal;

/// <summary>Results that are not final: their identifiers were not sent to, or perhaps were, and will be handed over again.</summary>
internal sealed class RetriesStep(IReadOnlyList<MsgBatchSendResult> results, PendingIdentifiers pending) : JournalStep
{
    public override void Append(JournalStore store)
    {
        foreach (var result in results)
            Append(store, result.Outcome == SendOutcome.Unknown ? LogKind.Unknown : LogKind.TurnedAway, pending.OrdinalOf(result.Ordinal), result);
    }
}
