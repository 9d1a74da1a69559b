namespace RxTim.Orleans;

/// <summary>The spans that the silos and the pace's grain agree on. Each is measured on one machine's clock.</summary>
internal static class PaceTimes
{
    /// <summary>The window of calls.</summary>
    public static readonly TimeSpan CallWindow = TimeSpan.FromSeconds(1);

    /// <summary>The window of recipients.</summary>
    public static readonly TimeSpan RecipientWindow = TimeSpan.FromMinutes(1);

    /// <summary>How long after the grain last heard of a silo it reckons that a call of the silo may still arrive.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>How long after it last asked a silo uses what it was given. The rest of the lease is for calls that are on their
    /// way.</summary>
    public static readonly TimeSpan Use = TimeSpan.FromSeconds(5);

    /// <summary>How often a silo that has permits is heard of.</summary>
    public static readonly TimeSpan Renewal = TimeSpan.FromSeconds(2);

    /// <summary>How long what is over waits to be reported, so that many calls make one report. It tells its age, so it loses nothing by
    /// that.</summary>
    public static readonly TimeSpan Report = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a silo keeps permits that nobody takes.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);

    /// <summary>How long a silo is kept waiting for news at most.</summary>
    public static readonly TimeSpan News = TimeSpan.FromSeconds(10);
}
