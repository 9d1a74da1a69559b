using System.Text.Json.Serialization;

namespace RxTim.Cli;

/// <summary>How far a cluster's send is, as a node says it.</summary>
internal sealed record NodeProgress
{
    public required string Name { get; init; }

    /// <summary>running, waitingForConsumer, paused, stopped, cancelled or completed.</summary>
    public required string State { get; init; }

    /// <summary>Why it stopped by itself.</summary>
    public string? Reason { get; init; }

    /// <summary>The policy for identifiers in doubt.</summary>
    public string? InDoubt { get; init; }

    /// <summary>Whether the cluster has all identifiers.</summary>
    public bool AllGiven { get; init; }

    public long Asked { get; init; }

    public long Sent { get; init; }

    public long Failed { get; init; }

    public long Unknown { get; init; }

    public long Withdrawn { get; init; }

    public long Pending { get; init; }

    /// <summary>Results that no consumer has had.</summary>
    public long NotTaken { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    [JsonIgnore]
    public bool IsOver => State is States.Completed or States.Cancelled;

    /// <summary>Whether it sends, or would if its pace let it.</summary>
    [JsonIgnore]
    public bool IsAtWork => !IsOver && State is not (States.Paused or States.Stopped or States.WaitingForConsumer);

    /// <summary>Whose message can be taken back: from those who have it, or may have it.</summary>
    [JsonIgnore]
    public long ToWithdraw => Math.Max(0, Sent + Unknown - Withdrawn);

    /// <summary>The names of states.</summary>
    public static class States
    {
        public const string WaitingForConsumer = "waitingForConsumer";
        public const string Paused = "paused";
        public const string Stopped = "stopped";
        public const string Cancelled = "cancelled";
        public const string Completed = "completed";
    }
}
