namespace RxTim.Cli;

/// <summary>How a send ended.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">What to say about it, if there is something to say.</param>
internal sealed record SendEnding(EndingKind Kind, string? Message = null)
{
    public static readonly SendEnding Completed = new(EndingKind.Completed);

    /// <summary>How a cluster's send ended for this program.</summary>
    public static SendEnding Of(NodeException fault) => new(
        fault.Fault switch
        {
            NodeFault.Away => EndingKind.OutOfReach,
            NodeFault.Refused => EndingKind.Refused,
            _ => EndingKind.Stopped,
        },
        fault.Message);

    public int ExitCode(SendTally tally) => Kind switch
    {
        EndingKind.Completed => tally.Total == tally.Sent ? Cli.ExitCode.AllSent : Cli.ExitCode.SomeNotSent,
        EndingKind.Interrupted => Cli.ExitCode.Interrupted,
        EndingKind.BadInput or EndingKind.Refused => Cli.ExitCode.BadInput,
        EndingKind.OutOfReach => Cli.ExitCode.NoNode,
        _ => Cli.ExitCode.Stopped,
    };
}

internal enum EndingKind
{
    Completed,
    Interrupted,
    BadInput,
    Stopped,

    /// <summary>A cluster does not do what was asked.</summary>
    Refused,

    /// <summary>No node of a cluster answers any longer.</summary>
    OutOfReach,
}
