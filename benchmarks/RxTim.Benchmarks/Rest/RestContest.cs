using System.Diagnostics;

namespace RxTim.Benchmarks;

/// <summary>
/// RxTim, the hand-written client and wrk against one server, in turns, so that what else the machine does meets all three alike.
/// BenchmarkDotNet would run one after the other.
/// </summary>
/// <param name="RxTim">Identifiers a second, the median of the rounds.</param>
/// <param name="HandWritten">The same by hand.</param>
/// <param name="Wrk">The same of wrk, with as many identifiers in its body; null where wrk is not installed.</param>
internal sealed record RestContest(double RxTim, double HandWritten, double? Wrk)
{
    private const int PerCall = 500;
    private const int WarmUps = 2;

    /// <summary>Lets them run.</summary>
    /// <param name="identifiers">How many each sends to in a round.</param>
    /// <param name="rounds">How many rounds count; two to warm up come before.</param>
    /// <param name="wrkTime">How long wrk posts in a round.</param>
    public static async Task<RestContest> RunAsync(int identifiers, int rounds, TimeSpan wrkTime)
    {
        string[] all = [.. Enumerable.Range(0, identifiers).Select(i => $"user_{i:D8}")];
        using var http = new HttpClient();
        await using var server = await EmulatorProcess.StartAsync();
        await using var sides = new RestSides(http, server);
        using var wrk = Benchmarks.Wrk.IsThere ? new Wrk(server.Address, all[..PerCall]) : null;

        var rates = new List<(double RxTim, double HandWritten, double Wrk)>();
        for (var round = 0; round < WarmUps + rounds; round++)
        {
            rates.Add((
                await RateAsync(all, sides.RxTimAsync),
                await RateAsync(all, sides.HandWrittenAsync),
                wrk is null ? 0 : PerCall * await wrk.RunAsync(wrkTime)));
        }
        var counted = rates.Skip(WarmUps).ToList();
        return new RestContest(
            Median(counted.Select(round => round.RxTim)),
            Median(counted.Select(round => round.HandWritten)),
            wrk is null ? null : Median(counted.Select(round => round.Wrk)));
    }

    private static async Task<double> RateAsync(string[] identifiers, Func<string[], Task> send)
    {
        var time = Stopwatch.StartNew();
        await send(identifiers);
        return identifiers.Length / time.Elapsed.TotalSeconds;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
