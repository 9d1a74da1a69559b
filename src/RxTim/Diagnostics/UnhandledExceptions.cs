using Microsoft.Extensions.Logging;

namespace RxTim;

/// <summary>Where exceptions of the caller's code go when they come on a thread that is not the caller's.</summary>
internal static class UnhandledExceptions
{
    public static event Action<Exception>? Raised;

    /// <summary>Runs code that is not ours: what it throws is told, and stops nothing.</summary>
    /// <param name="run">The code.</param>
    /// <param name="report">Told of what it throws; without it, <see cref="Raised"/> is.</param>
    /// <returns>False if it threw.</returns>
    public static bool TryRun(Action run, Action<Exception>? report = null)
    {
        try
        {
            run();
            return true;
        }
        catch (Exception thrown)
        {
            (report ?? Report)(thrown);
            return false;
        }
    }

    /// <summary>Tells a client's own handler and logger, or <see cref="Raised"/> where it has neither. Never throws.</summary>
    public static void Report(Exception exception, Action<Exception>? handler, ILoggerFactory? loggers)
    {
        if (handler is null && loggers is null)
        {
            Report(exception);
            return;
        }
        try
        {
            if (loggers is not null)
                SendLog.Unhandled(loggers.CreateLogger(TimTelemetry.Name), exception);
            handler?.Invoke(exception);
        }
        catch (Exception fromHandler)
        {
            Console.Error.WriteLine(
                $"RxTim: a client's handler or logger of unhandled exceptions failed: {fromHandler}, while it was told of: {exception}");
        }
    }

    /// <summary>Tells the handlers, or standard error where there is none. Never throws.</summary>
    public static void Report(Exception exception)
    {
        try
        {
            if (Raised is { } handlers)
                handlers(exception);
            else
                Console.Error.WriteLine($"RxTim: unhandled exception in a callback or observer: {exception}");
        }
        catch (Exception fromHandler)
        {
            Console.Error.WriteLine(
                $"RxTim: a handler of TimClient.UnhandledException failed: {fromHandler}, while it was told of: {exception}");
        }
    }
}
