using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RxTim.Rest;

namespace RxTim.Benchmarks;

/// <summary>What do traces and metrics cost? The same send over REST with nobody listening, and with OpenTelemetry's traces and metrics, in
/// turn, in one process.</summary>
internal static class TelemetryCost
{
    private const int WarmUps = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var full = args.Contains("--full");
        await RunAsync(full ? 500_000 : 200_000, full ? 41 : 21);
        return 0;
    }

    private static async Task RunAsync(int identifiers, int rounds)
    {
        string[] all = [.. Enumerable.Range(0, identifiers).Select(i => $"user_{i:D8}")];
        using var http = new HttpClient();
        await using var server = await EmulatorProcess.StartAsync();
        await using var sides = new RestSides(http, server);
        var times = new List<(TimeSpan Without, TimeSpan With)>();
        for (var round = -WarmUps; round < rounds; round++)
        {
            // Each is as often the first of its pair.
            var with = round % 2 == 0 ? await ListenedToAsync(sides, all) : default;
            var without = await TimeAsync(sides, all);
            if (round % 2 != 0)
                with = await ListenedToAsync(sides, all);
            if (round >= 0)
                times.Add((without, with));
        }
        Console.WriteLine(
            $"{identifiers:N0} over REST, the median of {rounds} pairs: {Median(times.Select(pair => pair.Without.TotalSeconds)):0.000} s, "
            + $"with traces and metrics {Median(times.Select(pair => pair.With.TotalSeconds)):0.000} s; "
            + $"{Median(times.Select(pair => pair.Without / pair.With)):0.0%} of the throughput (the median of the pairs' ratios)");
    }

    // What a service does: spans in batches, metrics once a second, both thrown away where an exporter would send them on.
    private static async Task<TimeSpan> ListenedToAsync(RestSides sides, string[] identifiers)
    {
        using var spans = new Discarding<Activity>();
        using var metrics = new Discarding<Metric>();
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .AddSource(TimTelemetry.Name)
            .SetSampler(new AlwaysOnSampler())
            .AddProcessor(new BatchActivityExportProcessor(spans))
            .Build();
        using var metering = Sdk.CreateMeterProviderBuilder()
            .AddMeter(TimTelemetry.Name)
            .AddReader(new PeriodicExportingMetricReader(metrics, exportIntervalMilliseconds: 1000))
            .Build();
        var time = await TimeAsync(sides, identifiers);
        tracing.ForceFlush();
        metering.ForceFlush();
        if (spans.Count <= identifiers.Length / 500 || metrics.Count == 0)
            throw new InvalidOperationException("Nobody was told of the send.");
        return time;
    }

    private static async Task<TimeSpan> TimeAsync(RestSides sides, string[] identifiers)
    {
        GC.Collect();
        var time = Stopwatch.StartNew();
        await sides.RxTimAsync(identifiers);
        return time.Elapsed;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    // Counts what it is given.
    private sealed class Discarding<T> : BaseExporter<T>
        where T : class
    {
        public long Count { get; private set; }

        public override ExportResult Export(in Batch<T> batch)
        {
            Count += batch.Count;
            return ExportResult.Success;
        }
    }
}
