namespace RxTim.Cli;

/// <summary>What the options say of how a send goes and is shown.</summary>
internal sealed record SendingSettings
{
    public int? IdentifiersPerCall { get; init; }

    public int? ConcurrentCalls { get; init; }

    public TimeSpan? Timeout { get; init; }

    public PaceSettings Pace { get; init; } = new();

    /// <summary>How often those that fail are tried again.</summary>
    public int Retries { get; init; }

    public OutputForm Output { get; init; }

    /// <summary>Whether results are drawn on the terminal.</summary>
    public bool IsLive(CliConsole console) => Output == OutputForm.Live || (Output == OutputForm.Auto && console.IsTerminal);
}

/// <summary>How results are shown.</summary>
internal enum OutputForm
{
    /// <summary>Live on a terminal, JSON otherwise.</summary>
    Auto,

    Json,

    Live,
}
