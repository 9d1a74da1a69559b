using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>What is said of an exception, and the exit code that it ends in.</summary>
internal static class Failure
{
    /// <summary>Of what ended a command.</summary>
    public static (string Message, int Code) Of(Exception thrown) => thrown switch
    {
        InputException wrong => (wrong.Message, ExitCode.BadInput),
        JournalException { Fault: JournalFault.DiskFull or JournalFault.Unusable or JournalFault.Contradiction } unusable => (unusable.Message, ExitCode.Stopped),
        JournalException fault => (fault.Message, ExitCode.BadInput),
        OutputException lost => (lost.Message, ExitCode.Stopped),
        TimException stopped => ($"code {stopped.Code}: {stopped.Message}", ExitCode.Stopped),
        _ => (Unexpected(thrown), ExitCode.Stopped),
    };

    /// <summary>Of what nobody has foreseen.</summary>
    public static string Unexpected(Exception thrown) =>
        OpenFiles.Advice(thrown) ?? $"unexpected error: {thrown.GetType().Name}: {thrown.Message}";

    /// <summary>Why something could not be done, as the end of a sentence that names it.</summary>
    public static string Reason(Exception thrown) => OpenFiles.Advice(thrown) ?? $"{thrown.Message.TrimEnd('.')}.";
}
