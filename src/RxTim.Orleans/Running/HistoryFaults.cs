using Microsoft.Extensions.Logging;

namespace RxTim.Orleans;

/// <summary>What to make of a history that does not say; and a silo's log of it, which tells the first time and then at most once a
/// minute.</summary>
internal sealed partial class HistoryFaults(ILogger<HistoryFaults> logger, TimeProvider time)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long? reported;

    /// <summary>Whether others would fare no better now. If not, the failure is that of the identifier that was asked for.</summary>
    public static bool ConcernsAll(int code) =>
        TimErrorCodes.IsFatal(code) || TimErrorCodes.IsTransient(code) || TimErrorCodes.IsUnknownOutcome(code) || code == TimErrorCodes.HttpRequestFailed;

    /// <summary>The history did not answer, and is asked again.</summary>
    public void Report(int code)
    {
        lock (gate)
        {
            if (reported is { } last && time.GetElapsedTime(last) < BetweenReports)
                return;
            reported = time.GetTimestamp();
        }
        LogFault(logger, code, TimErrorCodes.Describe(code) ?? "No meaning is known.");
    }

    // An exception's text may name an identifier, so it is left out.
    [LoggerMessage(EventId = 1, Level = LogLevel.Warning,
        Message = "The backend's history does not answer, so those in doubt wait, and it is asked again. Code {Code}: {Meaning}")]
    private static partial void LogFault(ILogger logger, int code, string meaning);
}
