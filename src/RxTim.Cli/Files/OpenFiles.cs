namespace RxTim.Cli;

/// <summary>Whether this process has as many files open as it may. Then anything can fail, in any words: .NET loads its own parts from
/// files too, and says that one cannot be found.</summary>
internal static class OpenFiles
{
    // EMFILE and ENFILE, and what .NET makes of them where it loads a part.
    private static readonly int[] TooMany = [24, 23, unchecked((int)0x80070004)];

    /// <summary>What to say of an exception that comes of that; null if it does not.</summary>
    public static string? Advice(Exception thrown) => Says(thrown) || !CanOpenOneMore()
        ? "too many files are open; raise the limit (ulimit -n), or make fewer calls at one time (--calls)."
        : null;

    private static bool Says(Exception? thrown)
    {
        for (; thrown is not null; thrown = thrown.InnerException)
        {
            if (TooMany.Contains(thrown.HResult))
                return true;
        }
        return false;
    }

    private static bool CanOpenOneMore()
    {
        if (OperatingSystem.IsWindows())
            return true;
        try
        {
            File.OpenHandle("/dev/null").Dispose();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return !Says(failure);
        }
    }
}
