namespace CrashTest;

/// <summary>A thing that goes wrong with a send, again and again until the send is done.</summary>
/// <param name="world">Where it happens.</param>
/// <param name="name">What it is called.</param>
/// <param name="database">The emulator's file.</param>
internal abstract class Scenario(World world, string name, string database) : IDisposable
{
    // Small calls, so that a send takes some seconds and hits fall into its midst.
    private static readonly string[] SmallCalls = ["--per-call", "100", "--calls", "8"];

    private const int Identifiers = 50_000;

    private int sends;

    protected World World => world;

    protected EmulatorRun Emulator { get; } = new(world, database);

    protected Verdict Verdict { get; } = new(name, world.Policy);

    /// <summary>Runs sends to their ends until so many hits were made.</summary>
    public async Task<Verdict> RunAsync(int hits)
    {
        await Emulator.StartAsync();
        while (Verdict.Hits < hits)
            await SendAsync(++sends);
        return Verdict;
    }

    public virtual void Dispose() => Emulator.Dispose();

    /// <summary>Runs one send to its end.</summary>
    protected abstract Task SendAsync(int number);

    /// <summary>The send of that number.</summary>
    protected Send NewSend(int number, string journal, params string[] options) =>
        new(
            World,
            [.. Enumerable.Range(0, Identifiers).Select(i => $"s{number}u{i}")],
            journal,
            [.. Emulator.Reach, .. SmallCalls, .. options]);

    /// <summary>Waits for the program to end as it should.</summary>
    protected static async Task<int> EndAsync(RxTimRun run, params int[] expected)
    {
        var (exitCode, error) = await run.EndAsync();
        return expected.Contains(exitCode) ? exitCode : throw new InvalidOperationException($"rxtim ended with {exitCode}: {error}");
    }

    /// <summary>Adds a send that is done to the verdict. The emulator is killed first, so that its file can be read.</summary>
    protected async Task CountAsync(Send send)
    {
        var inDoubt = await send.InDoubtAsync() ?? throw new InvalidOperationException("A send that is done has no journal.");
        await Emulator.KillAsync();
        Verdict.Add(send, Emulator.Messages(), inDoubt);
        await Emulator.StartAsync();
    }
}
