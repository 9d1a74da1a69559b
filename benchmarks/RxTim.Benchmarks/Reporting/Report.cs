using System.Text;

namespace RxTim.Benchmarks;

/// <summary>The generated part of <c>benchmarks/README.md</c>, and the plot beside it.</summary>
internal static class Report
{
    private const string PlotName = "ratios.svg";

    /// <summary>Rewrites both.</summary>
    /// <returns>The path of the README.</returns>
    /// <exception cref="InvalidOperationException">The README is not found, or has no place for what is generated.</exception>
    public static string Write(string effort, Measurements measured)
    {
        RatioPlot.Write(Path.Combine(ReadmePart.Folder, PlotName), measured);
        return ReadmePart.Write("--report", Generated(effort, measured));
    }

    private static string Generated(string effort, Measurements measured)
    {
        var text = new StringBuilder()
            .Append($"\nTaken with the {effort} job on: {Machine.Describe()}.\n\n")
            .Append($"![How many times better RxTim is]({PlotName})\n\n")
            .Append("Green reaches the aim (the circle), red falls short of what is asked at least, blue lies between.\n\n")
            .Append("| figure | RxTim against | measured | at least | aim | |\n|---|---|---|---|---|---|\n");
        foreach (var ratio in Ratios.All)
        {
            var value = ratio.Compute(measured);
            var least = ratio.AtLeast is null ? "" : ratio.Format(ratio.AtLeast);
            text.Append($"| `{ratio.Key}` | {ratio.Says} | {ratio.Format(value)} | {least} | {ratio.Format(ratio.Aim)} ")
                .Append($"| {ratio.Verdict(value)} |\n");
        }
        AppendCases(text, measured.Cases.Values);
        AppendRest(text, measured.Rest);
        AppendPeaks(text, measured.Peaks);
        return text.ToString();
    }

    private static void AppendCases(StringBuilder text, IEnumerable<CaseResult> results)
    {
        text.Append("\nThe medians behind them; ± is the standard deviation.\n\n")
            .Append("| benchmark | an operation | ± | an item | garbage an item |\n|---|---|---|---|---|\n");
        foreach (var result in results)
        {
            var items = Items.In(result.Case);
            text.Append($"| {result.Case} | {Time(result.Median)} | {result.Deviation:0%} | {Time(result.Median / items)} ")
                .Append($"| {result.Allocated / items:0} B |\n");
        }
    }

    private static void AppendRest(StringBuilder text, RestContest rest)
    {
        var wrk = rest.Wrk is { } rate ? $"{rate:N0}" : "not measured";
        text.Append($"\nOver REST, identifiers a second: RxTim {rest.RxTim.Rate:N0}, hand-written {rest.HandWritten.Rate:N0}, wrk {wrk}. ")
            .Append($"Processor time of the client for an identifier: RxTim {Time(rest.RxTim.Processor)}, ")
            .Append($"hand-written {Time(rest.HandWritten.Processor)}.\n");
    }

    private static void AppendPeaks(StringBuilder text, IEnumerable<(string Face, PeakMemory Memory)> peaks)
    {
        text.Append("\n| identifiers | face | an identifier | idle | peak above idle |\n|---|---|---|---|---|\n");
        foreach (var (face, memory) in peaks)
        {
            text.Append($"| {memory.Identifiers:N0} | {face} | {Time(memory.NanosecondsPerIdentifier)} ")
                .Append($"| {memory.IdleKilobytes / 1024.0:0.0} MB | {memory.AboveIdleMegabytes:0.0} MB |\n");
        }
    }

    private static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1_000 => $"{nanoseconds:0.0} ns",
        < 1_000_000 => $"{nanoseconds / 1_000:0.00} µs",
        _ => $"{nanoseconds / 1_000_000:0.0} ms",
    };
}
