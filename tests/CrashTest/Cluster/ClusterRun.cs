using System.Diagnostics;

namespace CrashTest;

/// <summary>Sends over three nodes, which share a Redis and an emulator, while all of them and the client are killed and stopped.</summary>
/// <remarks>Each is done to an end; then the emulator's store says who has how many messages.</remarks>
internal sealed class ClusterRun : IDisposable
{
    private const int Identifiers = 20_000;
    private const int HitsPerSend = 4;

    // Longer than the others wait for a silent node before they give it up.
    private static readonly TimeSpan Suspension = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(3);

    private readonly World world;
    private readonly EmulatorRun emulator;
    private readonly RedisRun redis;
    private readonly NodeRun[] nodes;
    private readonly Hit[] kinds;
    private readonly Dictionary<string, int> hits = [];
    private int nextHit;

    public ClusterRun(World world, string node)
    {
        this.world = world;
        // What a send to 20,000 takes is latency: enough for hits to fall into its midst.
        emulator = new EmulatorRun(world, world.PathOf("emulator.db")) { Latency = "200ms..600ms" };
        redis = new RedisRun(world);
        string[] options =
        [
            "--redis", redis.Address, .. emulator.Reach, "--rate", "0", "--recipients-per-minute", "80000", "--result-timeout", "5s",
            "--per-call", "100", "--calls", "4",
        ];
        nodes = [.. Enumerable.Range(1, 3).Select(number => new NodeRun(node, options, world.PathOf($"node{number}.log")))];
        kinds =
        [
            new("silo killed", async _ => await RestartAsync(nodes[world.Chance(nodes.Length)])),
            new("silo stopped", _ => nodes[world.Chance(nodes.Length)].SuspendAsync(Suspension)),
            new("client killed", client => client.KillAsync()),
            new("Redis killed", async _ =>
            {
                await redis.KillAsync();
                await world.PauseAsync(100, 2_000);
                await redis.StartAsync();
            }),
            new("emulator killed", async _ =>
            {
                await emulator.KillAsync();
                await world.PauseAsync(100, 2_000);
                await emulator.StartAsync();
            }),
        ];
    }

    /// <summary>Runs so many sends of each policy.</summary>
    /// <returns>Whether all went as the policies say.</returns>
    public async Task<bool> RunAsync(int sends)
    {
        await redis.StartAsync();
        await emulator.StartAsync();
        await Task.WhenAll(nodes.Select(static node => node.StartAsync()));
        var right = true;
        var number = 0;
        foreach (var policy in (string[])["check", "report", "resend"])
        {
            var verdict = new ClusterVerdict(policy);
            for (var send = 0; send < sends; send++)
                await SendAsync(++number, policy, verdict);
            Console.WriteLine(verdict);
            right &= verdict.Wrong == 0;
        }
        Console.WriteLine($"hits: {string.Join(", ", hits.Select(static kind => $"{kind.Key} {kind.Value}"))}");
        return right;
    }

    public void Dispose()
    {
        foreach (var node in nodes)
            node.Dispose();
        redis.Dispose();
        emulator.Dispose();
    }

    private static async Task RestartAsync(NodeRun node)
    {
        await node.KillAsync();
        await node.StartAsync();
    }

    private async Task SendAsync(int number, string policy, ClusterVerdict verdict)
    {
        var start = Stopwatch.GetTimestamp();
        string[] asked = [.. Enumerable.Range(0, Identifiers).Select(i => $"s{number}u{i}")];
        var list = world.PathOf("recipients");
        await File.WriteAllLinesAsync(list, asked);
        var name = $"send-{number}";
        string[] grace = policy == "check" ? ["--grace", "3s"] : [];
        string[] args =
        [
            "send", .. nodes.SelectMany(static node => (string[])["--node", node.Address.OriginalString]), "--name", name,
            "--in-doubt", policy, .. grace, "--to-file", list, "--text", "hello", "--output", "json",
        ];
        using var client = new ClusterClient(world, args);
        client.Start();
        var reader = new CursorReader(world, nodes, name);
        using var patience = new CancellationTokenSource(MostTime);
        var reading = reader.RunAsync(patience.Token);
        var made = 0;
        for (; made < HitsPerSend && !reading.IsCompleted; made++)
        {
            await world.PauseAsync(1_000, 3_000);
            if (!reading.IsCompleted)
                await HitAsync(client);
        }
        try
        {
            // Where it could not start the send there is nothing to read.
            if (client.HasExited && await client.EndAsync() is var (code, why) && code is not (0 or 1))
                throw new InvalidOperationException($"{name}: rxtim ended with {code}: {why}");
            await reading;
            var (exitCode, error) = await client.EndAsync().WaitAsync(patience.Token);
            verdict.Fault(exitCode is 0 or 1 ? 0 : 1, $"{name}: rxtim ended with {exitCode}: {error}");
        }
        catch (OperationCanceledException)
        {
            verdict.Fault(1, $"{name}: not done after {MostTime.TotalMinutes} minutes, {reader.Results.Count} results");
        }
        await emulator.KillAsync();
        verdict.Add(asked, emulator.Messages(), [reader.Results, client.Results], reader.Repeated + client.Repeated);
        await emulator.StartAsync();
        Console.WriteLine($"{name}, {policy}: {made} hits in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, "
            + $"{reader.Connections} connections; so far {verdict.Wrong} wrong");
    }

    // In turn, so that each kind has its share.
    private async Task HitAsync(ClusterClient client)
    {
        var kind = kinds[nextHit++ % kinds.Length];
        await kind.MakeAsync(client);
        hits[kind.Name] = hits.GetValueOrDefault(kind.Name) + 1;
    }

    private sealed record Hit(string Name, Func<ClusterClient, Task> MakeAsync);
}
