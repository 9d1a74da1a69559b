using System.Text;
using System.Text.Json;

namespace RxTim.Benchmarks;

/// <summary>How far the figures of several runs lie apart: the lowest, the median and the highest, and how many runs reached the
/// targets.</summary>
internal static class Spread
{
    /// <summary>Rewrites the table of <c>benchmarks/README.md</c>.</summary>
    /// <param name="quiet">The JSON files of runs that had the machine for themselves.</param>
    /// <param name="busy">Those of runs that a neighbour disturbed.</param>
    /// <returns>The path of the README.</returns>
    /// <exception cref="InvalidOperationException">A file has no figures, or there is no README.</exception>
    public static string Write(string[] quiet, string[] busy) => ReadmePart.Write("--spread", Table(Read(quiet), Read(busy)));

    private static string Table(List<Dictionary<string, double?>> quiet, List<Dictionary<string, double?>> busy)
    {
        var text = new StringBuilder()
            .Append($"{quiet.Count + busy.Count} runs of `--quick`, {busy.Count} of them beside a busy neighbour.\n\n")
            .Append("| figure | lowest | median | highest | median, quiet | median, busy | at least | reached in | aim | reached in |\n")
            .Append("|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (var ratio in Ratios.All)
        {
            var (calm, disturbed) = (Values(quiet, ratio), Values(busy, ratio));
            double[] all = [.. calm.Concat(disturbed).Order()];
            if (all.Length == 0)
                continue;
            var least = ratio.AtLeast is { } bound ? $"{ratio.Format(bound)} | {Reached(ratio, all, bound)}" : " | ";
            text.Append($"| `{ratio.Key}` | {ratio.Format(all[0])} | {ratio.Format(Median(all))} | {ratio.Format(all[^1])} ")
                .Append($"| {ratio.Format(Median(calm))} | {ratio.Format(Median(disturbed))} ")
                .Append($"| {least} | {ratio.Format(ratio.Aim)} | {Reached(ratio, all, ratio.Aim)} |\n");
        }
        return text.ToString();
    }

    private static string Reached(Ratio ratio, double[] values, double bound) =>
        $"{values.Count(value => ratio.Reaches(value, bound))} of {values.Length}";

    private static double[] Values(List<Dictionary<string, double?>> runs, Ratio ratio) =>
        [.. runs.Select(run => run.GetValueOrDefault(ratio.Key)).OfType<double>().Order()];

    private static double? Median(double[] sorted) => sorted.Length switch
    {
        0 => null,
        var count => (sorted[(count - 1) / 2] + sorted[count / 2]) / 2,
    };

    private static List<Dictionary<string, double?>> Read(string[] files) =>
    [
        .. files.Select(static file =>
        {
            try
            {
                return JsonSerializer.Deserialize<Dictionary<string, double?>>(File.ReadAllBytes(file))!;
            }
            catch (JsonException wrong)
            {
                throw new InvalidOperationException($"{file} is not what --quick --json writes: {wrong.Message}", wrong);
            }
        }),
    ];
}
