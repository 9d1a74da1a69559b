namespace RxTim.Journal;

/// <summary>What becomes of a journal's send.</summary>
public enum JournalState
{
    /// <summary>Who is asked is being recorded, or that was broken off. Nothing was sent.</summary>
    Recording,

    /// <summary>A process has the journal open, to send with it.</summary>
    Sending,

    /// <summary>Somebody is pending or in doubt, and no process has it open: it can be resumed.</summary>
    Stopped,

    /// <summary>It was given up: nobody else is sent to.</summary>
    Abandoned,

    /// <summary>Each identifier is answered.</summary>
    Finished,
}
