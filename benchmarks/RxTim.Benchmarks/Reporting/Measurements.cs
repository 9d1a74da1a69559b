namespace RxTim.Benchmarks;

/// <summary>All that one run measured.</summary>
/// <param name="Cases">By BenchmarkDotNet, one process for each case.</param>
/// <param name="Rest">Over REST.</param>
/// <param name="Peaks">Sends in processes of their own; the last one is the largest that is pulled.</param>
internal sealed record Measurements(
    IReadOnlyDictionary<Case, CaseResult> Cases, RestContest Rest, IReadOnlyList<(string Face, PeakMemory Memory)> Peaks)
{
    public PeakMemory Peak => Peaks.Where(peak => peak.Face == PeakMemory.Pull).MaxBy(peak => peak.Memory.Identifiers).Memory;

    public CaseResult this[Case key] => Cases[key];
}
