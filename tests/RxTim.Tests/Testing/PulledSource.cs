namespace RxTim.Tests;

/// <summary>Gives u0, u1 … and counts how far it is pulled. It can stop and wait, for ever.</summary>
internal sealed class PulledSource(int count, int waitsAfter = int.MaxValue, bool heedsCancellation = true)
    : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private readonly Signal changed = new();
    private CancellationToken cancellation;
    private int pulled;
    private volatile bool waits;
    private volatile bool disposed;

    public int Pulled => Volatile.Read(ref pulled);

    public string Current => $"u{pulled - 1}";

    public Task PulledAsync(int atLeast) => changed.WhenAsync(() => Pulled >= atLeast);

    public Task WaitsAsync() => changed.WhenAsync(() => waits);

    public Task DisposedAsync() => changed.WhenAsync(() => disposed);

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        cancellation = cancellationToken;
        return this;
    }

    public ValueTask<bool> MoveNextAsync()
    {
        Assert.False(disposed);
        Assert.False(waits);
        if (pulled == waitsAfter)
        {
            waits = true;
            changed.Changed();
            return new(WaitAsync());
        }
        if (pulled == count)
            return new(false);
        Interlocked.Increment(ref pulled);
        changed.Changed();
        return new(true);
    }

    public ValueTask DisposeAsync()
    {
        disposed = true;
        changed.Changed();
        return default;
    }

    private async Task<bool> WaitAsync()
    {
        await Task.Delay(Timeout.Infinite, heedsCancellation ? cancellation : TestContext.Current.CancellationToken);
        return false;
    }
}
