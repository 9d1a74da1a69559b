namespace RxTim.Orleans;

/// <summary>What a silo tells the pace's grain: all that it has, so that a lost answer is made good by the next report.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.PaceReport")]
internal sealed record PaceReport
{
    /// <summary>The silo, as long as its process lives.</summary>
    [Id(0)]
    public required Guid Silo { get; init; }

    /// <summary>Counts the silo's reports, from 1. One that is not newer than the last that was taken is dropped.</summary>
    [Id(1)]
    public required long Number { get; init; }

    /// <summary>Null where calls have no limit.</summary>
    [Id(2)]
    public PermitReport? Calls { get; init; }

    /// <summary>Null where recipients have no limit.</summary>
    [Id(3)]
    public PermitReport? Recipients { get; init; }

    /// <summary>The newest pause that the silo knows.</summary>
    [Id(4)]
    public int Pause { get; init; }

    /// <summary>Whether a call that was handed over since that pause was answered with "too many calls".</summary>
    [Id(5)]
    public bool IsThrottled { get; init; }

    /// <summary>Whether a call that was handed over since that pause was answered otherwise.</summary>
    [Id(6)]
    public bool IsAnswered { get; init; }

    /// <summary>Whether a report of this silo was taken within the last minute, on its own clock.</summary>
    [Id(7)]
    public bool WasTaken { get; init; }
}

/// <summary>What a silo has and wants of calls or of recipients.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.PermitReport")]
internal sealed record PermitReport
{
    /// <summary>The quota, as the silo was told.</summary>
    [Id(0)]
    public required int Limit { get; init; }

    /// <summary>How many permits it has: those of calls under way, and those that it keeps ready.</summary>
    [Id(1)]
    public int Outstanding { get; init; }

    /// <summary>How many it lacks for each of the next calls, in their order.</summary>
    [Id(2)]
    public int[] Waiting { get; init; } = [];

    /// <summary>How many it would keep ready beyond that.</summary>
    [Id(3)]
    public int Ahead { get; init; }

    /// <summary>What is over, and was not answered to yet.</summary>
    [Id(4)]
    public OverPermits[] Over { get; init; } = [];
}

/// <summary>Permits whose calls are over.</summary>
/// <param name="Age">How long ago they were over when the report was made, on the silo's clock; so it is at least as long when it
/// arrives.</param>
/// <param name="Permits">How many.</param>
/// <param name="Number">The report that told of them first.</param>
[GenerateSerializer, Immutable, Alias("RxTim.OverPermits")]
internal readonly record struct OverPermits(TimeSpan Age, int Permits, long Number);

/// <summary>What the grain gives.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.PaceAnswer")]
internal sealed record PaceAnswer
{
    /// <summary>Permits for calls.</summary>
    [Id(0)]
    public int Calls { get; init; }

    /// <summary>Permits for recipients.</summary>
    [Id(1)]
    public int Recipients { get; init; }

    /// <summary>The newest pause.</summary>
    [Id(2)]
    public int Pause { get; init; }

    /// <summary>Whether the backend is not known to take calls again since that pause.</summary>
    [Id(3)]
    public bool IsPausing { get; init; }
}
