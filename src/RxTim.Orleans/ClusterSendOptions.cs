namespace RxTim.Orleans;

/// <summary>How one send of a cluster goes.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.ClusterSendOptions")]
public sealed record ClusterSendOptions
{
    /// <summary>What becomes of identifiers in doubt: those that were in flight when their silo fell, or whose outcome is unknown for
    /// another reason. <see cref="InDoubtPolicy.Report"/> by default.</summary>
    [Id(0)]
    public InDoubtPolicy InDoubt { get; init; } = InDoubtPolicy.Report;

    /// <summary>How long a message may be on its way. <see cref="InDoubtPolicy.Check"/> begins when this time is over after the last moment
    /// at which a call may have left, which is 5 seconds after its hand-over. 10 seconds by default; zero or more, under 49 days; less than
    /// a second counts as one.</summary>
    [Id(1)]
    public TimeSpan GracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Checks the options.</summary>
    /// <param name="message">The message that is sent with them.</param>
    /// <exception cref="ArgumentException">One is out of its range, or the message cannot be checked.</exception>
    public void Validate(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!Enum.IsDefined(InDoubt))
            throw new ArgumentOutOfRangeException(nameof(InDoubt), InDoubt, "Not a value of InDoubtPolicy.");
        if (GracePeriod < TimeSpan.Zero || GracePeriod.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(GracePeriod), GracePeriod, "Must be zero or more, and under 49 days.");
        if (InDoubt == InDoubtPolicy.Check && message.IsOnlineMsg == true)
        {
            throw new ArgumentException(
                "A message for users who are online only is in no history, so nobody can be checked.", nameof(InDoubt));
        }
    }
}
