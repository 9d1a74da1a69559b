using System.Diagnostics;

namespace RxTim.Benchmarks;

/// <summary>
/// RxTim, the hand-written client and wrk against one server, in turns, so that what else the machine does meets all three alike.
/// BenchmarkDotNet would run one after the other.
/// </summary>
/// <param name="RxTim">RxTim's figures.</param>
/// <param name="HandWritten">The same by hand.</param>
/// <param name="Wrk">The same of wrk, with as many identifiers in its body; null where wrk is not installed.</param>
internal sealed record RestContest(RestFigures RxTim, RestFigures HandWritten, double? Wrk)
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

        for (var warmUp = 0; warmUp < WarmUps; warmUp++)
        {
            await sides.RxTimAsync(all);
            await sides.HandWrittenAsync(all);
        }
        var (rxTim, handWritten, wrkRates) = (new List<RestFigures>(), new List<RestFigures>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // Each is as often the first after wrk, whose flood the server is still busy with.
            if (round % 2 == 0)
                rxTim.Add(await MeasureAsync(all, sides.RxTimAsync));
            handWritten.Add(await MeasureAsync(all, sides.HandWrittenAsync));
            if (round % 2 != 0)
                rxTim.Add(await MeasureAsync(all, sides.RxTimAsync));
            if (wrk is not null)
                wrkRates.Add(PerCall * await wrk.RunAsync(wrkTime));
        }
        return new RestContest(
            RestFigures.Median(rxTim), RestFigures.Median(handWritten), wrk is null ? null : RestFigures.Median(wrkRates));
    }

    private static async Task<RestFigures> MeasureAsync(string[] identifiers, Func<string[], Task> send)
    {
        // What the others left is not for this one to clear away.
        GC.Collect();
        var (time, processor) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
        await send(identifiers);
        return new RestFigures(
            identifiers.Length / time.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalNanoseconds / identifiers.Length);
    }
}
