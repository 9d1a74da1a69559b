using System.Diagnostics;
using System.Text.Json;

namespace CrashTest;

/// <summary>A send over three nodes to an emulator that keeps Tencent's documented quota of recipients: none of its calls may be turned
/// away, and the quota has to be used.</summary>
internal sealed class QuotaRun : IDisposable
{
    private const int PerMinute = 12_000;
    private const int Minutes = 3;
    private const double LeastUse = 0.95;

    private readonly World world;
    private readonly ClusterWorld cluster;

    public QuotaRun(World world, string node)
    {
        this.world = world;
        cluster = new ClusterWorld(
            world, node, new EmulatorRun(world, world.PathOf("emulator.db")) { RecipientsPerMinute = PerMinute },
            "--rate", "200", "--recipients-per-minute", $"{PerMinute}");
    }

    /// <returns>Whether nobody was turned away, and the quota was used.</returns>
    public async Task<bool> RunAsync()
    {
        await cluster.StartAsync();
        // A full quota goes out at once, and then one in each minute. Measured is from the second one's beginning to the last one's.
        var count = PerMinute * (Minutes + 1);
        var list = world.PathOf("recipients");
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, count).Select(static i => $"user{i}"));
        // When each quota's first result came.
        var begins = new List<long>();
        var results = 0;
        using var client = new RxTimRun(
            world,
            (_, _) =>
            {
                if (results++ % PerMinute == 0)
                    begins.Add(Stopwatch.GetTimestamp());
            },
            cluster.Send("quota", list));
        var (exitCode, error) = await client.EndAsync();
        if (exitCode != 0 || results != count)
            throw new InvalidOperationException($"rxtim ended with {exitCode} and {results} results: {error}");
        var elapsed = Stopwatch.GetElapsedTime(begins[1], begins[Minutes]);
        var used = (Minutes - 1) / elapsed.TotalMinutes;
        var turnedAway = await TurnedAwayAsync();
        Console.WriteLine($"quota: {count} over three nodes at {PerMinute} a minute, of which {PerMinute * (Minutes - 1)} took "
            + $"{elapsed.TotalSeconds:0.0} s: {used:P1} of the quota used, {turnedAway} calls turned away");
        return turnedAway == 0 && used >= LeastUse;
    }

    public void Dispose() => cluster.Dispose();

    private async Task<int> TurnedAwayAsync()
    {
        using var http = new HttpClient();
        using var answer = JsonDocument.Parse(await http.GetStringAsync(new Uri(cluster.Emulator.Address, "/emulator/calls?failed=1")));
        return answer.RootElement.GetProperty("calls").GetArrayLength();
    }
}
