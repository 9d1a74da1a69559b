using System.Diagnostics;

namespace CrashTest;

/// <summary>Kills one of three nodes in the midst of a send, and measures how long any of the shards had no result after that: from the
/// kill to the shards of the killed node sending again on another.</summary>
internal sealed class FallRun(World world, string node) : IDisposable
{
    private const int Shard = 10_000;
    private const int Shards = 6;

    // By the settings of a cluster that nobody has set.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private readonly ClusterWorld cluster = new(
        world, node, new EmulatorRun(world, world.PathOf("emulator.db")) { Latency = "100ms..100ms" },
        "--rate", "0", "--recipients-per-minute", "0", "--per-call", "50", "--calls", "1");

    /// <summary>Runs so many sends, and kills a node in each.</summary>
    /// <returns>Whether the shards went on soon enough, and each identifier has its result.</returns>
    public async Task<bool> RunAsync(int sends)
    {
        await cluster.StartAsync();
        var pauses = new List<TimeSpan>();
        for (var send = 0; send < sends; send++)
            pauses.Add(await SendAsync(send));
        pauses.Sort();
        Console.WriteLine(
            $"fall: {sends} kills; until the shards sent again, {pauses[pauses.Count / 2].TotalSeconds:0.0} s in the median, "
            + $"{pauses[^1].TotalSeconds:0.0} s at most");
        return pauses[^1] <= Most;
    }

    public void Dispose() => cluster.Dispose();

    private async Task<TimeSpan> SendAsync(int number)
    {
        var list = world.PathOf("recipients");
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, Shards * Shard).Select(static i => $"u{i}"));
        var victim = cluster.Nodes[number % cluster.Nodes.Length];
        var results = 0;
        var inDoubt = 0;
        var half = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new Lock();
        // Since when each shard has had no result of a call, from the kill on; null before it.
        long[]? since = null;
        var longest = new TimeSpan[Shards];
        using var client = new RxTimRun(
            world,
            (identifier, code) =>
            {
                if (++results == Shards * Shard / 3)
                    half.SetResult();
                if (code != 0)
                {
                    // In doubt: said of those whom the killed node had handed over, and no sign that anything is sent.
                    inDoubt++;
                    return;
                }
                lock (gate)
                {
                    if (since is null)
                        return;
                    var shard = int.Parse(identifier.AsSpan(1)) / Shard;
                    var now = Stopwatch.GetTimestamp();
                    var pause = Stopwatch.GetElapsedTime(since[shard], now);
                    longest[shard] = pause > longest[shard] ? pause : longest[shard];
                    since[shard] = now;
                }
            },
            cluster.Send($"fall-{number}", list));
        await half.Task;
        await victim.KillAsync();
        lock (gate)
            since = [.. Enumerable.Repeat(Stopwatch.GetTimestamp(), Shards)];
        var (exitCode, error) = await client.EndAsync();
        if (exitCode is not (0 or 1) || results != Shards * Shard)
            throw new InvalidOperationException($"rxtim ended with {exitCode} and {results} results: {error}");
        await victim.StartAsync();
        var seconds = string.Join(", ", longest.Select(static pause => $"{pause.TotalSeconds:0.0}"));
        Console.WriteLine($"fall-{number}: {seconds} s without a result of each shard after the kill; {inDoubt} in doubt");
        return longest.Max();
    }
}
