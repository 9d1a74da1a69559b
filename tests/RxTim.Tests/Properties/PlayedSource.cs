namespace RxTim.Tests;

/// <summary>Gives a scenario's identifiers, each on a thread that is free, and knows whether it is asked or open.</summary>
internal sealed class PlayedSource(ScenarioRun run, string[] identifiers, bool waitsForTime)
    : IAsyncEnumerable<string>, IAsyncEnumerator<string>
{
    private CancellationToken cancellation;
    private int given = -1;
    private volatile bool isOpen;

    /// <summary>Whether it has been opened and not been disposed.</summary>
    public bool IsOpen => isOpen;

    public string Current => identifiers[given];

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        cancellation = cancellationToken;
        isOpen = true;
        return this;
    }

    public async ValueTask<bool> MoveNextAsync()
    {
        using var step = run.Step("source");
        if (!isOpen)
            run.Fault("S17: a source is asked after its disposal");
        if (waitsForTime && given % 8 == 3)
            await run.WaitAsync(TimeSpan.FromSeconds(3), cancellation);
        else
            await Task.Yield();
        return ++given < identifiers.Length;
    }

    public async ValueTask DisposeAsync()
    {
        using (run.Step("source's disposal"))
            await Task.Yield();
        isOpen = false;
        run.Backend.Changed.Changed();
    }
}
