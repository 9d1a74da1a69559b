namespace RxTim.Orleans;

/// <summary>What one silo has and wants of calls or of recipients, as the grain knows it.</summary>
internal sealed class PermitShare
{
    /// <summary>How many permits it was given and has not reported as over or given back.</summary>
    public int Outstanding { get; set; }

    /// <summary>The quota, as the silo was told; nothing before it has reported to this activation.</summary>
    public int Limit { get; set; }

    /// <summary>What it lacks for each of its next calls.</summary>
    public Queue<int> Waiting { get; set; } = new();

    /// <summary>What it would keep ready beyond that.</summary>
    public int Ahead { get; set; }

    /// <summary>How many permits it was given in its turns: who has the least is next.</summary>
    public long Served { get; set; }

    /// <summary>When its lease runs out.</summary>
    public TimeSpan Expires { get; set; }

    /// <summary>Whether it stands in line.</summary>
    public bool IsWaiting(TimeSpan now) => Waiting.Count > 0 && now < Expires;
}
