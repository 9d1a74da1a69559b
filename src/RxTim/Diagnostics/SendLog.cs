using Microsoft.Extensions.Logging;

namespace RxTim;

/// <summary>What is logged. Above <see cref="LogLevel.Debug"/> nothing has an identifier or somebody's text in it; a code's meaning is
/// RxTim's own.</summary>
internal static partial class SendLog
{
    [LoggerMessage(1, LogLevel.Debug, "A send begins.")]
    public static partial void SendBegun(ILogger logger);

    [LoggerMessage(2, LogLevel.Information, "A send completed after {Seconds:0.###} s: {Sent} sent, {Failed} failed, {Unknown} unknown.")]
    public static partial void SendCompleted(ILogger logger, double seconds, long sent, long failed, long unknown);

    [LoggerMessage(3, LogLevel.Error,
        "A send stopped after {Seconds:0.###} s with {Code}: {Meaning}. {Attempted} attempted, {Answered} answered.")]
    public static partial void SendStopped(ILogger logger, double seconds, int code, string? meaning, long attempted, long answered);

    [LoggerMessage(4, LogLevel.Debug, "What stopped the send.")]
    public static partial void SendStoppedBy(ILogger logger, Exception error);

    [LoggerMessage(5, LogLevel.Information,
        "A send was cancelled after {Seconds:0.###} s: {Sent} sent, {Failed} failed, {Unknown} unknown.")]
    public static partial void SendCancelled(ILogger logger, double seconds, long sent, long failed, long unknown);

    [LoggerMessage(6, LogLevel.Warning, "A call of {Identifiers} identifiers failed with {Code}: {Meaning}")]
    public static partial void CallFailed(ILogger logger, int identifiers, int code, string? meaning);

    [LoggerMessage(7, LogLevel.Warning,
        "Whether {Unknown} identifiers of a call of {Identifiers} were sent to is unknown, {Code}: {Meaning}")]
    public static partial void OutcomeUnknown(ILogger logger, int unknown, int identifiers, int code, string? meaning);

    [LoggerMessage(8, LogLevel.Warning, "The backend has too many calls, {Code}: {Meaning} The sends of this client are held back.")]
    public static partial void Throttled(ILogger logger, int code, string? meaning);

    [LoggerMessage(9, LogLevel.Information, "The backend takes calls again, after {Seconds:0.###} s.")]
    public static partial void ThrottleOver(ILogger logger, double seconds);

    [LoggerMessage(10, LogLevel.Debug, "{Identifiers} identifiers are tried again after {Code}.")]
    public static partial void Retrying(ILogger logger, long identifiers, int code);

    [LoggerMessage(11, LogLevel.Debug, "{Identifier} has {Outcome} with {Code}: {Desc}")]
    public static partial void NotSent(ILogger logger, string identifier, SendOutcome outcome, int code, string desc);

    /// <summary>An exception is somebody's text, so what it says is for <see cref="LogLevel.Debug"/>; where it was thrown is not.</summary>
    public static void Unhandled(ILogger logger, Exception exception)
    {
        Unhandled(logger, exception.GetType().FullName, exception.GetBaseException().StackTrace);
        UnhandledException(logger, exception);
    }

    [LoggerMessage(12, LogLevel.Error,
        "A callback, observer, predicate or interceptor failed with {ExceptionType}, and nobody else is told. {Where}")]
    private static partial void Unhandled(ILogger logger, string? exceptionType, string? where);

    [LoggerMessage(13, LogLevel.Debug, "What a callback, observer, predicate or interceptor threw.")]
    private static partial void UnhandledException(ILogger logger, Exception exception);
}
