namespace RxTim.Journal;

/// <summary>The end of a run's results, after all that came before. Who was refused with the call that stopped it is pending
/// again.</summary>
internal sealed class Ending(TimException? error, PendingIdentifiers pending, JournalSink sink) : JournalStep
{
    public override void Record(JournalStore store)
    {
        foreach (var given in error?.RefusedOrdinals ?? [])
            store.Append(new LogRow(LogKind.TurnedAway, pending.OrdinalOf(given)) { Code = error!.Code });
    }

    public override void Committed() => sink.Close(error, null);

    public override void Lost(JournalException fault) => sink.Close(error, fault);
}
