using BenchmarkDotNet.Reports;

namespace RxTim.Benchmarks;

/// <summary>What BenchmarkDotNet measured of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Median">Of an operation, in nanoseconds.</param>
/// <param name="Deviation">The standard deviation, as a part of the mean.</param>
/// <param name="Allocated">Bytes of garbage an operation.</param>
internal sealed record CaseResult(Case Case, double Median, double Deviation, double Allocated)
{
    /// <summary>Null if it has no figures: the benchmark failed.</summary>
    public static CaseResult? Of(BenchmarkReport report) => report.ResultStatistics is { } statistics
        ? new CaseResult(
            Case.Of(report.BenchmarkCase),
            statistics.Median,
            statistics.StandardDeviation / statistics.Mean,
            report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0)
        : null;
}
