namespace RxTim.Emulator;

/// <summary>What is looked for, and from where on: latest first.</summary>
internal sealed record ArchiveFilter
{
    /// <summary>The first and the last moment, in milliseconds since 1970 UTC.</summary>
    public long Since { get; init; } = long.MinValue;

    /// <inheritdoc cref="Since"/>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>The number of a send; 0 for all.</summary>
    public long Send { get; init; }

    /// <summary>Who got or sent it; null for all.</summary>
    public string? Account { get; init; }

    /// <summary>What is to be in it, in whichever case; empty for anything.</summary>
    public string Search { get; init; } = "";

    /// <summary>Whether only what failed is looked for.</summary>
    public bool OnlyFailed { get; init; }

    /// <summary>The number that it comes before.</summary>
    public long Before { get; init; } = long.MaxValue;

    /// <summary>The most that are wanted.</summary>
    public int Limit { get; init; } = 50;
}
