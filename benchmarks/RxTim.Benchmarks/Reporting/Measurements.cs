namespace RxTim.Benchmarks;

/// <summary>All that one run measured.</summary>
/// <param name="Cases">By BenchmarkDotNet, one process for each case.</param>
/// <param name="Rest">Over REST.</param>
/// <param name="JournalShare">What share of the throughput over REST a journal costs, in percent.</param>
/// <param name="Peaks">Sends in processes of their own.</param>
internal sealed record Measurements(
    IReadOnlyDictionary<Case, CaseResult> Cases,
    RestContest Rest,
    double JournalShare,
    IReadOnlyList<(string Face, PeakMemory Memory)> Peaks)
{
    public CaseResult this[Case key] => Cases[key];

    /// <summary>Of a send that went to 10 million, or to fewer where none did: above idle, in megabytes.</summary>
    public double Peak(string face) => Peaks
        .Where(peak => peak.Face == face && peak.Memory.Identifiers <= 10_000_000)
        .MaxBy(static peak => peak.Memory.Identifiers).Memory.AboveIdleMegabytes;
}
