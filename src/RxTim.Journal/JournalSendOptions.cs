namespace RxTim.Journal;

/// <summary>How the send of a journal goes on.</summary>
public sealed record JournalSendOptions
{
    /// <summary>
    /// How calls are cut, paced, waited for and retried. Two options are the journal's own: each identifier is sent to once, whatever
    /// <see cref="TimClientOptions.Duplicates"/> says, and unless <see cref="TimClientOptions.MaxConcurrentCalls"/> is given, as many calls
    /// are in flight as carry 8,000 identifiers, or the transport's own best where that is more.
    /// </summary>
    public TimClientOptions Client { get; init; } = new();

    /// <summary>What becomes of identifiers in doubt. <see cref="InDoubtPolicy.Report"/> by default.</summary>
    public InDoubtPolicy InDoubt { get; init; } = InDoubtPolicy.Report;

    /// <summary>Where <see cref="InDoubtPolicy.Check"/> looks them up.</summary>
    public IMessageHistory? History { get; init; }

    /// <summary>
    /// How long after the last hand-over <see cref="InDoubtPolicy.Check"/> begins, for a message that was on its way when the process ended
    /// may still arrive. 10 seconds by default; zero or more, under 49 days. What lies between the crash and now counts.
    /// </summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Stops the send without leaving anybody in doubt: nothing more is handed over, what is in flight is answered or times out, and the
    /// stream completes. What is left is <see cref="JournalCounts.Pending"/>. To cancel the stream instead leaves those in flight in doubt.
    /// </summary>
    public CancellationToken Stop { get; init; }

    internal static void ValidateGracePeriod(TimeSpan period)
    {
        if (period < TimeSpan.Zero || period.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(GracePeriod), period, "Must be zero or more, and under 49 days.");
    }

    internal void Validate(Message message)
    {
        ArgumentNullException.ThrowIfNull(Client);
        Client.Validate();
        if (!Enum.IsDefined(InDoubt))
            throw new ArgumentOutOfRangeException(nameof(InDoubt), InDoubt, "Not a value of InDoubtPolicy.");
        ValidateGracePeriod(GracePeriod);
        if (InDoubt != InDoubtPolicy.Check)
            return;
        if (History is null)
            throw new ArgumentNullException(nameof(History), "To check who is in doubt, the backend's history is needed.");
        if (message.IsOnlineMsg == true)
            throw new ArgumentException("A message for users who are online only is in no history, so nobody can be checked.", nameof(InDoubt));
    }
}
