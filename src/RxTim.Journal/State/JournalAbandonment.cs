namespace RxTim.Journal;

/// <summary>That a journal's send was given up.</summary>
/// <param name="Reason">Why, in the caller's words.</param>
/// <param name="At">When, by the clock of the machine that did it, to the millisecond.</param>
public sealed record JournalAbandonment(string Reason, DateTimeOffset At);
