namespace RxTim.Tests;

/// <summary>Gives identifiers, then fails in one of the ways in which a source can.</summary>
internal sealed class FaultySource(string[] identifiers, string how) : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private int position = -1;

    public bool Disposed { get; private set; }

    public string Current => position < identifiers.Length ? identifiers[position] : how switch
    {
        "null" => null!,
        "half a pair" => "\ud83d",
        _ => throw new IOException("The source broke."),
    };

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        how == "call" ? throw new IOException("The source broke.") : this;

    public ValueTask<bool> MoveNextAsync()
    {
        if (++position < identifiers.Length || how is "null" or "half a pair" or "current")
            return new(true);
        return how == "move at once" ? throw new IOException("The source broke.") : new(FailAsync());
    }

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return default;
    }

    private static async Task<bool> FailAsync()
    {
        await Task.Yield();
        throw new IOException("The source broke.");
    }
}
