namespace RxTim.Journal;

/// <summary>Identifiers to whom nothing was sent after all, although their hand-over was recorded: they are pending again.</summary>
/// <param name="ordinals">Where they stand in the run.</param>
/// <param name="code">Why; 0 where no backend said so.</param>
/// <param name="pending">The run's identifiers.</param>
internal sealed class NotSentStep(IEnumerable<long> ordinals, int code, PendingIdentifiers pending) : JournalStep
{
    public override void Append(JournalStore store)
    {
        var rows = new RowRun(store);
        foreach (var ordinal in ordinals.Select(pending.OrdinalOf))
        {
            // Not where the hand-over was not recorded either.
            if (store.Contents.State.At(ordinal) is Standing.HandedOver or Standing.HandedOverAgain)
                rows.Add(new LogRow(LogKind.TurnedAway, ordinal) { Code = code });
        }
        rows.End();
    }
}
