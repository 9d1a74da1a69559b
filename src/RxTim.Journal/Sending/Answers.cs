namespace RxTim.Journal;

/// <summary>Results that arrived together; the consumer has them when they are on the disk, so that none that it saw is
/// forgotten.</summary>
internal sealed class Answers(ResultSegment segment, PendingIdentifiers pending, JournalSink sink) : JournalStep
{
    public override void Record(JournalStore store)
    {
        foreach (var result in segment.Results.AsSpan(0, segment.Count))
        {
            var kind = result.Outcome == SendOutcome.Unknown ? LogKind.Unknown : LogKind.Answered;
            store.Append(RowOf(kind, pending.OrdinalOf(result.Ordinal), result));
        }
    }

    public override void Committed() => sink.Give(segment);

    public override void Lost(JournalException fault) => sink.Lose(segment);

    public static LogRow RowOf(LogKind kind, int ordinal, MsgBatchSendResult result) =>
        new(kind, ordinal) { Code = result.Code, Desc = result.Desc, Attempts = result.Attempts };
}
