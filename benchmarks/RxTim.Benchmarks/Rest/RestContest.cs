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
    // Until the JIT is done with both clients and the server.
    private const int WarmUps = 10;

    /// <summary>Lets them run.</summary>
    /// <param name="identifiers">How many each sends to in a round.</param>
    /// <param name="rounds">How many rounds count; ten to warm up come before, without wrk.</param>
    /// <param name="wrkTime">How long wrk posts in a round.</param>
    public static async Task<RestContest> RunAsync(int identifiers, int rounds, TimeSpan wrkTime)
    {
        string[] all = [.. Enumerable.Range(0, identifiers).Select(i => $"user_{i:D8}")];
        using var http = new HttpClient();
        await using var server = await EmulatorProcess.StartAsync();
        await using var sides = new RestSides(http, server);
        using var wrk = Benchmarks.Wrk.IsThere ? new Wrk(server.Address, all[..PerCall]) : null;

        var rates = new List<(double RxTim, double HandWritten, double Wrk)>();
        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await sides.RxTimAsync(all);
            await sides.HandWrittenAsync(all);
        }
        for (var round = 0; round < rounds; round++)
        {
            // Each is as often the first after wrk, whose flood the server is still busy with.
            var first = await RateAsync(all, round % 2 == 0 ? sides.RxTimAsync : sides.HandWrittenAsync);
            var second = await RateAsync(all, round % 2 == 0 ? sides.HandWrittenAsync : sides.RxTimAsync);
            var (rxTim, handWritten) = round % 2 == 0 ? (first, second) : (second, first);
            rates.Add((rxTim, handWritten, wrk is null ? 0 : PerCall * await wrk.RunAsync(wrkTime)));
        }
        return new RestContest(
            Median(rates.Select(round => round.RxTim)),
            Median(rates.Select(round => round.HandWritten)),
            wrk is null ? null : Median(rates.Select(round => round.Wrk)));
    }

    private static async Task<double> RateAsync(string[] identifiers, Func<string[], Task> send)
    {
        // What the others left is not for this one to clear away.
        GC.Collect();
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
