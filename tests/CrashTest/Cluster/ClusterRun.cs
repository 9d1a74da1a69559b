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
    private readonly ClusterWorld cluster;
    private readonly Hit[] kinds;
    private readonly Dictionary<string, int> hits = [];
    private int nextHit;

    public ClusterRun(World world, string node)
    {
        this.world = world;
        // What a send to 20,000 takes is latency: enough for hits to fall into its midst.
        cluster = new ClusterWorld(
            world, node, new EmulatorRun(world, world.PathOf("emulator.db")) { Latency = "200ms..600ms" },
            "--rate", "0", "--recipients-per-minute", "80000", "--result-timeout", "5s", "--per-call", "100", "--calls", "4");
        var (nodes, redis, emulator) = (cluster.Nodes, cluster.Redis, cluster.Emulator);
        kinds =
        [
            new("silo killed", _ => RestartAsync(nodes[world.Chance(nodes.Length)])),
            new("silo stopped", async _ =>
            {
                await nodes[world.Chance(nodes.Length)].SuspendAsync(Suspension);
                return true;
            }),
            new("client killed", static client => client.KillAsync()),
            new("Redis killed", async _ =>
            {
                await redis.KillAsync();
                await world.PauseAsync(100, 2_000);
                await redis.StartAsync();
                return true;
            }),
            new("emulator killed", async _ =>
            {
                await emulator.KillAsync();
                await world.PauseAsync(100, 2_000);
                await emulator.StartAsync();
                return true;
            }),
        ];
    }

    /// <summary>Runs so many sends of each policy.</summary>
    /// <returns>Whether all went as the policies say.</returns>
    public async Task<bool> RunAsync(int sends)
    {
        await cluster.StartAsync();
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

    public void Dispose() => cluster.Dispose();

    private static async Task<bool> RestartAsync(NodeRun node)
    {
        await node.KillAsync();
        await node.StartAsync();
        return true;
    }

    private async Task SendAsync(int number, string policy, ClusterVerdict verdict)
    {
        var start = Stopwatch.GetTimestamp();
        string[] asked = [.. Enumerable.Range(0, Identifiers).Select(i => $"s{number}u{i}")];
        var list = world.PathOf("recipients");
        await File.WriteAllLinesAsync(list, asked);
        var name = $"send-{number}";
        string[] grace = policy == "check" ? ["--grace", "3s"] : [];
        using var client = new ClusterClient(world, cluster.Send(name, list, ["--in-doubt", policy, .. grace]));
        client.Start();
        var reader = new CursorReader(world, cluster.Nodes, name);
        using var patience = new CancellationTokenSource(MostTime);
        var reading = reader.RunAsync(patience.Token);
        var made = 0;
        for (; made < HitsPerSend && !reading.IsCompleted; made++)
        {
            await world.PauseAsync(1_000, 3_000);
            if (reading.IsCompleted || !await HitAsync(client))
                break;
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
        await cluster.Emulator.KillAsync();
        verdict.Add(asked, cluster.Emulator.Messages(), [reader.Results, client.Results], reader.Repeated + client.Repeated);
        await cluster.Emulator.StartAsync();
        Console.WriteLine($"{name}, {policy}: {made} hits in {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s, "
            + $"{reader.Connections} connections; so far {verdict.Wrong} wrong");
    }

    // In turn, so that each kind has its share. False if there was nothing left to hit: then the kind has its turn again in the next send.
    private async Task<bool> HitAsync(ClusterClient client)
    {
        var kind = kinds[nextHit % kinds.Length];
        if (!await kind.MakeAsync(client))
            return false;
        nextHit++;
        hits[kind.Name] = hits.GetValueOrDefault(kind.Name) + 1;
        return true;
    }

    private sealed record Hit(string Name, Func<ClusterClient, Task<bool>> MakeAsync);
}
