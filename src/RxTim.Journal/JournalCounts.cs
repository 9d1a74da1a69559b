namespace RxTim.Journal;

/// <summary>How far the send of a journal has come. Each identifier counts once.</summary>
/// <param name="Asked">All identifiers.</param>
/// <param name="Sent">Answered, and sent to.</param>
/// <param name="Failed">Answered, and not sent to.</param>
/// <param name="InDoubt">Handed over, and nobody knows whether they were sent to; while a send runs, those in flight too.</param>
/// <param name="Pending">Not sent to, and to be sent to.</param>
public sealed record JournalCounts(long Asked, long Sent, long Failed, long InDoubt, long Pending)
{
    /// <summary>Whether there is nothing left to do: each identifier is answered.</summary>
    public bool IsFinished => Sent + Failed == Asked;
}
