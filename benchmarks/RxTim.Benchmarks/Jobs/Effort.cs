using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace RxTim.Benchmarks;

/// <summary>How much is measured and for how long.</summary>
internal sealed record Effort
{
    /// <summary>What the ratios need and no more, in about seven minutes on two processors. Every benchmark has a process of its own, as in
    /// <see cref="Full"/>: in a shared one, what an earlier one made the JIT believe would change what a later one costs.</summary>
    // The JIT is done with the messages' decoder only after two seconds.
    public static Effort Quick { get; } = new()
    {
        Job = Job.Default.WithId("quick").WithLaunchCount(1).WithWarmupCount(20).WithIterationCount(15).WithIterationTime(Milliseconds(120)),
        Cases = NeededByRatios,
        RestIdentifiers = 100_000,
        RestRounds = 20,
        WrkTime = TimeSpan.FromSeconds(1),
        JournalIdentifiers = 200_000,
        JournalPairs = 7,
        Sends = [(PeakMemory.Pull, 10_000_000), (PeakMemory.Journal, 10_000_000)],
    };

    /// <summary>Every benchmark with every parameter; about an hour.</summary>
    public static Effort Full { get; } = new()
    {
        Job = Job.Default.WithId("full").WithLaunchCount(1).WithWarmupCount(12).WithIterationCount(15).WithIterationTime(Milliseconds(250)),
        Cases = static _ => true,
        RestIdentifiers = 200_000,
        RestRounds = 10,
        WrkTime = TimeSpan.FromSeconds(3),
        JournalIdentifiers = 500_000,
        JournalPairs = 9,
        Sends = [.. from face in (string[])[PeakMemory.Push, PeakMemory.Pull]
                    from count in (int[])[1_000, 10_000, 100_000, 1_000_000, 10_000_000]
                    select (face, count), (PeakMemory.Journal, 10_000_000), (PeakMemory.Pull, 100_000_000)],
    };

    /// <summary>Shows that the quick job works: the same steps, too short for their figures to mean anything, in this one process.
    /// </summary>
    public static Effort Smoke { get; } = new()
    {
        Job = Job.Default.WithId("smoke").WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(1).WithIterationCount(3).WithIterationTime(Milliseconds(20)),
        Cases = NeededByRatios,
        RestIdentifiers = 20_000,
        RestRounds = 1,
        WrkTime = TimeSpan.FromSeconds(1),
        JournalIdentifiers = 20_000,
        JournalPairs = 1,
        Sends = [(PeakMemory.Pull, 100_000), (PeakMemory.Journal, 100_000)],
    };

    /// <summary>How BenchmarkDotNet measures.</summary>
    public required Job Job { get; init; }

    /// <summary>Which benchmarks.</summary>
    public required Func<Case, bool> Cases { get; init; }

    /// <summary>Identifiers in a round over REST.</summary>
    public required int RestIdentifiers { get; init; }

    /// <summary>Rounds over REST.</summary>
    public required int RestRounds { get; init; }

    /// <summary>How long wrk posts in a round, in whole seconds.</summary>
    public required TimeSpan WrkTime { get; init; }

    /// <summary>Identifiers in each send of a pair with and without a journal.</summary>
    public required int JournalIdentifiers { get; init; }

    /// <summary>Such pairs.</summary>
    public required int JournalPairs { get; init; }

    /// <summary>The sends in processes of their own, whose memory is measured.</summary>
    public required IReadOnlyList<(string Face, int Identifiers)> Sends { get; init; }

    private static TimeInterval Milliseconds(int count) => TimeInterval.FromMilliseconds(count);

    private static bool NeededByRatios(Case candidate) => Ratios.All.Any(ratio => ratio.Cases.Contains(candidate));
}
