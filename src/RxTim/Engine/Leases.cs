namespace RxTim;

/// <summary>Several things that are held and given back as one.</summary>
internal static class Leases
{
    public static IDisposable? Both(IDisposable? first, IDisposable? second) =>
        first is null || second is null ? first ?? second : new Pair(first, second);

    private sealed class Pair(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }
}
