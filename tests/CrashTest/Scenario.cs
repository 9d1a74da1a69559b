namespace CrashTest;

/// <summary>A thing that goes wrong with a send, again and again until the send is done.</summary>
internal abstract class Scenario(World world, string name) : IDisposable
{
    // Small calls, so that a send takes some seconds and hits fall into its midst.
    protected static readonly string[] SmallCalls = ["--per-call", "100", "--calls", "8"];

    private int sends;

    protected World World => world;

    protected Verdict Verdict { get; } = new(name, world.Policy);

    /// <summary>Runs sends to their ends until so many hits were made.</summary>
    public async Task<Verdict> RunAsync(int hits)
    {
        while (Verdict.Hits < hits)
            await SendAsync(++sends);
        return Verdict;
    }

    public abstract void Dispose();

    /// <summary>Runs one send to its end.</summary>
    protected abstract Task SendAsync(int number);

    /// <summary>Waits for the program to end as it should.</summary>
    protected static async Task<int> EndAsync(RxTimRun run, params int[] expected)
    {
        var (exitCode, error) = await run.EndAsync();
        return expected.Contains(exitCode) ? exitCode : throw new InvalidOperationException($"rxtim ended with {exitCode}: {error}");
    }

    /// <summary>Adds a send that is done to the verdict. The emulator is killed first, so that its file can be read.</summary>
    protected async Task CountAsync(Send send, EmulatorRun emulator)
    {
        var inDoubt = await send.InDoubtAsync() ?? throw new InvalidOperationException("A send that is done has no journal.");
        await emulator.KillAsync();
        Verdict.Add(send, emulator.Messages(), inDoubt);
        await emulator.StartAsync();
    }
}
