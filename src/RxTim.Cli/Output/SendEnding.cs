namespace RxTim.Cli;

/// <summary>How a send ended.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Message">What to say about it, if there is something to say.</param>
internal sealed record SendEnding(EndingKind Kind, string? Message = null)
{
    public static readonly SendEnding Completed = new(EndingKind.Completed);

    public int ExitCode(SendTally tally) => Kind switch
    {
        EndingKind.Completed => tally.Total == tally.Sent ? Cli.ExitCode.AllSent : Cli.ExitCode.SomeNotSent,
        EndingKind.Interrupted => Cli.ExitCode.Interrupted,
        EndingKind.BadInput => Cli.ExitCode.BadInput,
        _ => Cli.ExitCode.Stopped,
    };
}

internal enum EndingKind
{
    Completed,
    Interrupted,
    BadInput,
    Stopped,
}
