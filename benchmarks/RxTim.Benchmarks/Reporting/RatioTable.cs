using System.Text;

namespace RxTim.Benchmarks;

/// <summary>The ratios and their targets, for a terminal.</summary>
internal static class RatioTable
{
    public static string Of(Measurements measured)
    {
        var width = Ratios.All.Max(ratio => ratio.Key.Length);
        var table = new StringBuilder()
            .AppendLine(Machine.Describe())
            .AppendLine($"{"".PadRight(width)}{"measured",12}{"at least",12}{"aim",12}");
        foreach (var ratio in Ratios.All)
        {
            var value = ratio.Compute(measured);
            var atLeast = ratio.AtLeast is null ? "" : ratio.Format(ratio.AtLeast);
            table.AppendLine(
                $"{ratio.Key.PadRight(width)}{ratio.Format(value),12}{atLeast,12}{ratio.Format(ratio.Aim),12}  {ratio.Verdict(value)}");
        }
        return table.ToString();
    }
}
