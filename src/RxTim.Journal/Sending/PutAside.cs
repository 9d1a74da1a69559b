namespace RxTim.Journal;

/// <summary>A result that is not final: its identifier was not sent to and will be handed over again, or was perhaps.</summary>
internal sealed class PutAside(MsgBatchSendResult result, PendingIdentifiers pending) : JournalStep
{
    public override void Record(JournalStore store)
    {
        var kind = result.Outcome == SendOutcome.Unknown ? LogKind.Unknown : LogKind.TurnedAway;
        store.Append(Answers.RowOf(kind, pending.OrdinalOf(result.Ordinal), result));
    }
}
