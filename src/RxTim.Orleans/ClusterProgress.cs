namespace RxTim.Orleans;

/// <summary>How far a send of a cluster is.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.ClusterProgress")]
public sealed record ClusterProgress
{
    /// <summary>The send's name.</summary>
    [Id(0)]
    public required string Name { get; init; }

    /// <summary>What it does.</summary>
    [Id(1)]
    public required ClusterSendState State { get; init; }

    /// <summary>Why it stopped by itself (<see cref="ClusterSendState.Stopped"/>), or why one that runs sends to nobody now: the backend
    /// cannot be reached. A code and its meaning; else null.</summary>
    [Id(2)]
    public string? Reason { get; init; }

    /// <summary>What becomes of identifiers in doubt.</summary>
    [Id(3)]
    public InDoubtPolicy InDoubt { get; init; }

    /// <summary>Whether all identifiers are given; else <see cref="IClusterSends.StartAsync"/> has to be called again if its caller
    /// fell.</summary>
    [Id(4)]
    public bool AllGiven { get; init; }

    /// <summary>Identifiers that were given so far, repeats not counted.</summary>
    [Id(5)]
    public long Asked { get; init; }

    /// <summary>Results so far of users who were sent to.</summary>
    [Id(6)]
    public long Sent { get; init; }

    /// <summary>Results so far of users who were not.</summary>
    [Id(7)]
    public long Failed { get; init; }

    /// <summary>Results so far of which nobody knows (<see cref="SendOutcome.Unknown"/>).</summary>
    [Id(8)]
    public long Unknown { get; init; }

    /// <summary>Messages that were taken back.</summary>
    [Id(9)]
    public long Withdrawn { get; init; }

    /// <summary>Results so far that no consumer has had.</summary>
    [Id(10)]
    public long NotTaken { get; init; }

    /// <summary>When it was started.</summary>
    [Id(11)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was over; null while it is not.</summary>
    [Id(12)]
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Identifiers without a result.</summary>
    public long Pending => Asked - Sent - Failed - Unknown;
}

/// <summary>What a send of a cluster does.</summary>
public enum ClusterSendState
{
    /// <summary>It sends, or waits for identifiers or permits.</summary>
    Running,

    /// <summary>Too many of its results wait for a consumer: it goes on when some are taken.</summary>
    WaitingForConsumer,

    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It stopped by itself, because the backend takes no calls of this app (<see cref="ClusterProgress.Reason"/>). It can be
    /// resumed.</summary>
    Stopped,

    /// <summary>It was cancelled. It is over once <see cref="ClusterProgress.EndedAt"/> is set: what is in flight is answered first.</summary>
    Cancelled,

    /// <summary>Every identifier has its result.</summary>
    Completed,
}
