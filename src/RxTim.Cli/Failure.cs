using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>What is said of an exception, and the exit code that it ends in.</summary>
internal static class Failure
{
    /// <summary>What is said where .NET cannot load an assembly: too few files may be open, or it is not there.</summary>
    public const string PartIsMissing =
        "a part of the program could not be loaded: is it complete, and may it open enough files (ulimit -n)? ";

    /// <summary>Of what ended a command.</summary>
    public static (string Message, int Code) Of(Exception thrown) => thrown switch
    {
        InputException wrong => (wrong.Message, ExitCode.BadInput),
        JournalException { Fault: JournalFault.DiskFull or JournalFault.Unusable or JournalFault.Contradiction } unusable => (unusable.Message, ExitCode.Stopped),
        JournalException fault => (fault.Message, ExitCode.BadInput),
        OutputException lost => (lost.Message, ExitCode.Stopped),
        NodeException fault => (fault.Message, fault.ExitCode),
        TimException stopped => ($"code {stopped.Code}: {stopped.Message}", ExitCode.Stopped),
        _ => (Unexpected(thrown), ExitCode.Stopped),
    };

    /// <summary>Of what nobody has foreseen.</summary>
    public static string Unexpected(Exception thrown) => OpenFiles.Advice(thrown)
        ?? (LacksPart(thrown) ? PartIsMissing : "unexpected error: ") + $"{thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ")}";

    /// <summary>Why something could not be done, as the end of a sentence that names it.</summary>
    public static string Reason(Exception thrown) => OpenFiles.Advice(thrown) ?? $"{thrown.Message.TrimEnd('.')}.";

    // .NET names the assembly in full; a file of the user's has a path. That files were too many may have passed by now.
    private static bool LacksPart(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
        {
            var name = (thrown as FileNotFoundException)?.FileName ?? (thrown as FileLoadException)?.FileName;
            if (name?.Contains(", Version=", StringComparison.Ordinal) == true)
                return true;
        }
        return false;
    }
}
