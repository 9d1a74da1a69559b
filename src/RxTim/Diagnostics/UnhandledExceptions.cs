namespace RxTim;

/// <summary>Where exceptions of the caller's code go when they come on a thread that is not the caller's.</summary>
internal static class UnhandledExceptions
{
    public static event Action<Exception>? Raised;

    /// <summary>Runs code that is not ours: what it throws is told, and stops nothing.</summary>
    /// <returns>False if it threw.</returns>
    public static bool TryRun(Action run)
    {
        try
        {
            run();
            return true;
        }
        catch (Exception thrown)
        {
            Report(thrown);
            return false;
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
            Console.Error.WriteLine($"RxTim: a handler of TimClient.UnhandledException failed: {fromHandler}, while it was told of: {exception}");
        }
    }
}
