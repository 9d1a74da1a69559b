using System.Net.Sockets;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>What is said of an exception, and the exit code that it ends in.</summary>
internal static class Failure
{
    // EMFILE and ENFILE, and what .NET makes of them where it loads its own parts.
    private static readonly int[] TooManyFiles = [24, 23, unchecked((int)0x80070004)];

    /// <summary>Of what ended a command.</summary>
    public static (string Message, int Code) Of(Exception thrown) => thrown switch
    {
        InputException wrong => (wrong.Message, ExitCode.BadInput),
        JournalException { Fault: JournalFault.DiskFull or JournalFault.Unusable or JournalFault.Contradiction } unusable => (unusable.Message, ExitCode.Stopped),
        JournalException fault => (fault.Message, ExitCode.BadInput),
        OutputException lost => (lost.Message, ExitCode.Stopped),
        TimException stopped => ($"code {stopped.Code}: {stopped.Message}", ExitCode.Stopped),
        _ when Advice(thrown) is { } advice => (advice, ExitCode.Stopped),
        _ => ($"unexpected error: {thrown.GetType().Name}: {thrown.Message}", ExitCode.Stopped),
    };

    /// <summary>Why something could not be done that the sentence has named already.</summary>
    public static string Reason(Exception thrown) => Advice(thrown) ?? thrown.Message;

    // What to do, where the system's own words do not say it.
    private static string? Advice(Exception thrown)
    {
        for (var cause = thrown; cause is not null; cause = cause.InnerException)
        {
            if (TooManyFiles.Contains(cause.HResult) || cause is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets })
                return "too many files are open; raise the limit (ulimit -n), or make fewer calls at one time (--calls).";
        }
        return null;
    }
}
