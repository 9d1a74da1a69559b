namespace RxTim;

/// <summary>Several things that are held and given back as one.</summary>
internal static class Leases
{
    public static IDisposable? Both(IDisposable? first, IDisposable? second, Action<Exception> report) =>
        first is null || second is null ? first ?? second : new Pair(first, second, report);

    /// <summary>Gives back what may be the caller's own: what it throws is told, and stops nothing.</summary>
    public static void GiveBack(IDisposable? lease, Action<Exception> report)
    {
        if (lease is not null)
            UnhandledExceptions.TryRun(lease.Dispose, report);
    }

    private sealed class Pair(IDisposable first, IDisposable second, Action<Exception> report) : IDisposable
    {
        public void Dispose()
        {
            GiveBack(first, report);
            GiveBack(second, report);
        }
    }
}
