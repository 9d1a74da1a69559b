namespace RxTim.Cli;

/// <summary>Which send of which cluster.</summary>
// No record: its text would have the token in it.
internal sealed class NodeSettings
{
    /// <summary>The nodes, in the order in which they are tried.</summary>
    public required IReadOnlyList<Uri> Addresses { get; init; }

    /// <summary>The send's name; empty where all sends are meant.</summary>
    public required string Send { get; init; }

    /// <summary>What lets this program in; null for nothing.</summary>
    public string? Token { get; init; }

    /// <summary>The variable that holds the token, where it was named on the command line.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>How long it is gone on without an answer from any node.</summary>
    public TimeSpan Wait { get; init; } = NodeOptions.DefaultWait;

    /// <summary>A command line for the same send.</summary>
    public string CommandLine(string command) =>
        $"rxtim {command}{string.Concat(Addresses.Select(static address => $" --node {Node.NameOf(address)}"))} --name {Send}"
        + (TokenVariable is null ? "" : $" {NodeOptions.TokenName} {TokenVariable}");
}
