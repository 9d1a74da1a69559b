namespace CrashTest;

/// <summary>Three nodes of a cluster, each a process of its own, with the Redis and the emulator that they share.</summary>
internal sealed class ClusterWorld : IDisposable
{
    /// <param name="world">The program rxtim and a folder.</param>
    /// <param name="node">The program rxtim-node.</param>
    /// <param name="emulator">The emulator, not started.</param>
    /// <param name="options">How the nodes send.</param>
    public ClusterWorld(World world, string node, EmulatorRun emulator, params string[] options)
    {
        Emulator = emulator;
        Redis = new RedisRun(world);
        string[] all = ["--redis", Redis.Address, .. emulator.Reach, .. options];
        Nodes = [.. Enumerable.Range(1, 3).Select(number => new NodeRun(node, all, world.PathOf($"node{number}.log")))];
    }

    public EmulatorRun Emulator { get; }

    public RedisRun Redis { get; }

    public NodeRun[] Nodes { get; }

    /// <summary>Starts all, and waits until they are ready.</summary>
    public async Task StartAsync()
    {
        await Redis.StartAsync();
        await Emulator.StartAsync();
        await Task.WhenAll(Nodes.Select(static node => node.StartAsync()));
    }

    /// <summary>The arguments of an rxtim that starts a send on them and shows its results as JSON.</summary>
    public string[] Send(string name, string list, params string[] more) =>
    [
        "send", .. Nodes.SelectMany(static node => (string[])["--node", node.Address.OriginalString]), "--name", name,
        "--to-file", list, "--text", "hello", "--output", "json", .. more,
    ];

    public void Dispose()
    {
        foreach (var node in Nodes)
            node.Dispose();
        Redis.Dispose();
        Emulator.Dispose();
    }
}
