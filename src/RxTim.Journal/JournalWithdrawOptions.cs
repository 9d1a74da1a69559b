namespace RxTim.Journal;

/// <summary>How the messages of a journal are taken back.</summary>
public sealed record JournalWithdrawOptions
{
    /// <summary>How they are asked for, paced, waited for and tried again. <see cref="WithdrawOptions.Stop"/> leaves nobody in doubt: who is
    /// asked for has his result, and the next run goes on with the others.</summary>
    public WithdrawOptions Withdraw { get; init; } = new();

    /// <summary>
    /// Where those are looked up of whom the journal does not know what they have: who is in doubt, who was sent to again after an attempt
    /// without an answer and may have it twice, those whose message the backend gave no name, and those who have none of the name that it
    /// gave (20022; a call that was repeated in part is answered with one name). Without one, the default, who is in doubt
    /// has a result that is unknown, and from who may have two messages only the one is taken back that is known.
    /// </summary>
    public IMessageHistory? History { get; init; }

    /// <summary>
    /// How long after the last hand-over anybody is looked up, for a message that was on its way when the process ended may still arrive.
    /// 10 seconds by default; zero or more, under 49 days. What lies between the crash and now counts, and the others are taken back
    /// meanwhile.
    /// </summary>
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Withdraw);
        Withdraw.Validate();
        JournalSendOptions.ValidateGracePeriod(GracePeriod);
    }
}
