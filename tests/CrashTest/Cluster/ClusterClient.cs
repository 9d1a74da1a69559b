namespace CrashTest;

/// <summary>The program rxtim that starts a send on the nodes and shows its results; killed, it is started again and shows all of
/// them.</summary>
internal sealed class ClusterClient(World world, string[] args) : IDisposable
{
    private RxTimRun? run;

    /// <summary>What the newest process showed of each identifier.</summary>
    public Dictionary<string, int> Results { get; private set; } = [];

    /// <summary>Results that one process showed twice.</summary>
    public int Repeated { get; private set; }

    public bool HasExited => run!.HasExited;

    public void Start()
    {
        Dictionary<string, int> seen = [];
        Results = seen;
        run = new RxTimRun(world, (identifier, code) => Repeated += seen.TryAdd(identifier, code) ? 0 : 1, args);
    }

    /// <summary>Kills it with SIGKILL, and starts it again.</summary>
    /// <returns>Whether it had not ended by itself.</returns>
    public async Task<bool> KillAsync()
    {
        var killed = await run!.KillAsync();
        if (killed)
        {
            run.Dispose();
            Start();
        }
        return killed;
    }

    public Task<(int ExitCode, string Error)> EndAsync() => run!.EndAsync();

    public void Dispose() => run?.Dispose();
}
