namespace RxTim;

/// <summary>Several things that are held and given back as one.</summary>
internal static class Leases
{
    public static IDisposable? Both(IDisposable? first, IDisposable? second) =>
        first is null || second is null ? first ?? second : new Pair(first, second);

    /// <summary>Gives back what may be the caller's own: what it throws is told, and stops nothing.</summary>
    public static void GiveBack(IDisposable? lease)
    {
        try
        {
            lease?.Dispose();
        }
        catch (Exception thrown)
        {
            UnhandledExceptions.Report(thrown);
        }
    }

    private sealed class Pair(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            GiveBack(first);
            GiveBack(second);
        }
    }
}
