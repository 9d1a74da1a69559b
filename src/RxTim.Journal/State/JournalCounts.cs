namespace RxTim.Journal;

/// <summary>How far the send of a journal has come. Each identifier counts once, in one of the five after the first.</summary>
/// <param name="Asked">All identifiers.</param>
/// <param name="Sent">Answered, and sent to.</param>
/// <param name="Failed">Answered, and not sent to.</param>
/// <param name="InDoubt">Handed over, and nobody knows whether they were sent to: no answer is waited for any longer.</param>
/// <param name="Pending">Not sent to, and to be sent to.</param>
/// <param name="InFlight">Handed over by a send that runs, and the answer may still come. None where no send runs.</param>
/// <param name="Withdrawn">Of those sent to, from whom the message was taken back.</param>
/// <param name="Missing">Of those in doubt, who had no message when one was to be taken back.</param>
public sealed record JournalCounts(
    long Asked, long Sent, long Failed, long InDoubt, long Pending, long InFlight = 0, long Withdrawn = 0, long Missing = 0)
{
    /// <summary>From how many a message is to be taken back, if it is to be taken back from all: who has it or may have it.</summary>
    public long ToWithdraw => Sent + InDoubt - Withdrawn - Missing;

    /// <summary>Whether there is nothing left to do: each identifier is answered.</summary>
    public bool IsFinished => Sent + Failed == Asked;
}
