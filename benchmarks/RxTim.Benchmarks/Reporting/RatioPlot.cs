using System.Globalization;
using System.Text;

namespace RxTim.Benchmarks;

/// <summary>The ratios as bars on a logarithmic scale, in SVG; the colours say what was reached. Written here: it is text that shows in a diff
/// what changed.</summary>
internal static class RatioPlot
{
    private const int Row = 28;
    private const int Top = 40;
    private const int Left = 230;
    private const int Right = 870;
    private const double Lowest = 0.003;
    private const double Highest = 1000;

    public static void Write(string path, Measurements measured)
    {
        var bars = Ratios.All.Where(static ratio => ratio.Unit == Unit.TimesBetter).ToList();
        var bottom = Top + bars.Count * Row;
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 {bottom + 10}" font-family="sans-serif" font-size="13">""");
        Line(svg, $"""<rect width="960" height="{bottom + 10}" fill="#ffffff"/>""");
        Line(svg, $"""<text x="20" y="26" font-size="16" font-weight="bold">How many times better RxTim is</text>""");
        Line(svg, $"""<line x1="{X(1)}" x2="{X(1)}" y1="{Top}" y2="{bottom}" stroke="#333333"/>""");
        for (var i = 0; i < bars.Count; i++)
            DrawBar(svg, bars[i], bars[i].Compute(measured), Top + i * Row);
        Line(svg, $"</svg>");
        File.WriteAllText(path, svg.ToString());
    }

    private static void DrawBar(StringBuilder svg, Ratio ratio, double? value, int top)
    {
        Line(svg, $"""<text x="{Left - 8}" y="{top + 18}" text-anchor="end">{ratio.Key}</text>""");
        if (value is { } figure)
        {
            var isShort = ratio.AtLeast is { } bound && !ratio.Reaches(figure, bound);
            var colour = isShort ? "#c0392b" : ratio.Reaches(figure, ratio.Aim) ? "#1e8449" : "#2471a3";
            var (from, to) = (X(Math.Min(figure, 1)), X(Math.Max(figure, 1)));
            Line(svg, $"""<rect x="{from}" y="{top + 5}" width="{to - from}" height="{Row - 10}" fill="{colour}"/>""");
        }
        Line(svg, $"""<circle cx="{X(ratio.Aim)}" cy="{top + 14}" r="4" fill="#ffffff" stroke="#000000" stroke-width="1.5"/>""");
        Line(svg, $"""<text x="{Right + 8}" y="{top + 18}">{ratio.Format(value)}</text>""");
    }

    private static double X(double ratio)
    {
        var part = Math.Log(Math.Clamp(ratio, Lowest, Highest) / Lowest) / Math.Log(Highest / Lowest);
        return Math.Round(Left + part * (Right - Left), 1);
    }

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
