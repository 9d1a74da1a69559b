using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.EventProcessors;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;

namespace RxTim.Benchmarks;

/// <summary>Runs what an effort asks for, one thing after the other.</summary>
internal static class BenchmarkJob
{
    // A project is built for the benchmarks; on a busy machine with two processors that can take longer than the two minutes allowed.
    private static readonly TimeSpan BuildTimeout = TimeSpan.FromMinutes(5);

    private static readonly Type[] Questions =
    [
        typeof(Decode), typeof(DeliverPull), typeof(DeliverPush), typeof(Small), typeof(FirstResult), typeof(RestSend), typeof(Encode),
        typeof(Scale),
    ];

    /// <summary>Runs it, and says on standard error what it is at.</summary>
    /// <exception cref="InvalidOperationException">Something could not be measured.</exception>
    public static async Task<Measurements> RunAsync(Effort effort)
    {
        var cases = RunBenchmarkDotNet(effort);
        if (!Wrk.IsThere)
            Tell("wrk is not installed (apt-get install wrk): the server's ceiling is not measured.");
        Tell($"REST: {effort.RestRounds} rounds of {effort.RestIdentifiers:N0} identifiers");
        var contest = await RestContest.RunAsync(effort.RestIdentifiers, effort.RestRounds, effort.WrkTime);
        Tell($"journal: {effort.JournalPairs} pairs of {effort.JournalIdentifiers:N0} identifiers over REST");
        var journalShare = await JournalCost.ShareAsync(effort.JournalIdentifiers, effort.JournalPairs);
        var peaks = new List<(string, PeakMemory)>();
        foreach (var (face, identifiers) in effort.Sends)
        {
            Tell($"memory of a send to {identifiers:N0}, {face}");
            peaks.Add((face, await PeakMemory.MeasureAsync(face, identifiers)));
        }
        return new Measurements(cases, contest, journalShare, peaks);
    }

    private static Dictionary<Case, CaseResult> RunBenchmarkDotNet(Effort effort)
    {
        var artifacts = Directory.CreateDirectory(Path.GetFullPath("BenchmarkDotNet.Artifacts")).FullName;
        var logPath = Path.Combine(artifacts, $"{effort.Job.Id}.log");
        using var log = new StreamLogger(new StreamWriter(logPath));
        var config = ManualConfig.CreateEmpty()
            .AddJob(effort.Job)
            .AddLogger(log)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddFilter(new SimpleFilter(benchmark => effort.Cases(Case.Of(benchmark))))
            .AddEventProcessor(new Progress())
            .WithArtifactsPath(artifacts)
            .WithBuildTimeout(BuildTimeout);
        Repository.Enter();

        var reports = BenchmarkRunner.Run(Questions, config).SelectMany(summary => summary.Reports).ToList();
        var results = reports.Select(CaseResult.Of).OfType<CaseResult>().ToDictionary(result => result.Case);
        var missing = Ratios.All.SelectMany(ratio => ratio.Cases).Where(needed => !results.ContainsKey(needed)).Distinct().ToList();
        if (missing.Count > 0 || results.Count < reports.Count)
        {
            var failed = reports.Select(report => Case.Of(report.BenchmarkCase)).Where(run => !results.ContainsKey(run)).Union(missing);
            throw new InvalidOperationException($"No figure of {string.Join("; ", failed)}. See {logPath}.");
        }
        return results;
    }

    private static void Tell(string what) => Console.Error.WriteLine(what);

    private sealed class Progress : EventProcessor
    {
        public override void OnStartRunStage() => Tell("BenchmarkDotNet: building");

        public override void OnStartRunBenchmark(BenchmarkCase benchmarkCase) => Tell(Case.Of(benchmarkCase).ToString());
    }
}
