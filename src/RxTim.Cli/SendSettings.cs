namespace RxTim.Cli;

/// <summary>What the options of <c>rxtim send</c> say.</summary>
internal sealed record SendSettings
{
    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> ToFiles { get; init; } = [];

    public string? Text { get; init; }

    public string? MessageFile { get; init; }

    public string? ParamFile { get; init; }

    public required BackendSettings Backend { get; init; }

    public int? IdentifiersPerCall { get; init; }

    public int? ConcurrentCalls { get; init; }

    public TimeSpan? Timeout { get; init; }

    public OutputForm Output { get; init; }
}

/// <summary>How results are shown.</summary>
internal enum OutputForm
{
    /// <summary>Live on a terminal, JSON otherwise.</summary>
    Auto,

    Json,

    Live,
}
