namespace RxTim.Journal;

/// <summary>A journal in a folder.</summary>
/// <param name="Path">The file.</param>
/// <param name="State">What becomes of its send; null where that cannot be said, and <see cref="Fault"/> says why.</param>
/// <param name="IsOpen">Whether a process has it open.</param>
public sealed record JournalListing(string Path, JournalState? State, bool IsOpen)
{
    /// <summary>What its maker says of it; null while it is recorded, or if it cannot be read.</summary>
    public JournalDetails? Details { get; init; }

    /// <summary>How far the send has come; null while it is recorded, or if it cannot be read.</summary>
    public JournalCounts? Counts { get; init; }

    /// <summary>Why and when it was given up, if it was.</summary>
    public JournalAbandonment? Abandonment { get; init; }

    /// <summary>Why it cannot be read; null if it can.</summary>
    public JournalException? Fault { get; init; }

    /// <summary>Whether somebody has to look after it: it is neither finished nor given up.</summary>
    public bool IsUnfinished => State is not (JournalState.Finished or JournalState.Abandoned);
}
