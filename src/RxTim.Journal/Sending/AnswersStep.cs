namespace RxTim.Journal;

/// <summary>Results that are about to be delivered: the consumer has them when they are on the disk, so that none that it saw is
/// forgotten.</summary>
internal sealed class AnswersStep(IReadOnlyList<MsgBatchSendResult> results, PendingIdentifiers pending) : JournalStep
{
    public override void Append(JournalStore store)
    {
        var rows = new RowRun(store);
        foreach (var result in results)
        {
            var ordinal = pending.OrdinalOf(result.Ordinal);
            // Who is pending was not handed over, or is to be tried again: the send gave him up, and the next run goes on with him.
            if (store.Contents.State.At(ordinal) != Standing.Pending)
                rows.Add(RowOf(result.Outcome == SendOutcome.Unknown ? LogKind.Unknown : LogKind.Answered, ordinal, result));
        }
        rows.End();
    }
}
