namespace RxTim.Cli;

/// <summary>What the options of <c>rxtim send</c> say.</summary>
internal sealed record SendSettings
{
    public IReadOnlyList<string> To { get; init; } = [];

    public IReadOnlyList<string> ToFiles { get; init; } = [];

    /// <summary>The column that holds identifiers, if <see cref="ToFiles"/> are tables.</summary>
    public string? Column { get; init; }

    public string? Text { get; init; }

    public string? MessageFile { get; init; }

    public string? ParamFile { get; init; }

    public required BackendSettings Backend { get; init; }

    public required SendingSettings Sending { get; init; }

    /// <summary>The cluster that sends; null if this program does.</summary>
    public NodeSettings? Node { get; init; }

    /// <summary>What the cluster does about those in doubt.</summary>
    public DoubtSettings Doubt { get; init; }

    /// <summary>The journal that is to be made.</summary>
    public string? Journal { get; init; }

    /// <summary>What the journal's send is called; null for nothing.</summary>
    public string? Name { get; init; }
}
