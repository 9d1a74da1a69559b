using System.Globalization;
using System.Text;

namespace RxTim.Benchmarks;

/// <summary>The ratios as bars on a logarithmic scale, in SVG. Written here: it is text that shows in a diff what changed, and a plotting
/// library would bring native libraries for three systems.</summary>
internal static class RatioPlot
{
    private const int Row = 28;
    private const int Top = 70;
    private const int Left = 230;
    private const int Right = 870;
    private const double Lowest = 0.003;
    private const double Highest = 1000;

    public static void Write(string path, Measurements measured)
    {
        var bars = Ratios.All.Where(ratio => !ratio.IsMegabytes).ToList();
        var bottom = Top + bars.Count * Row;
        var svg = new StringBuilder();
        Line(svg, $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 {bottom + 50}" font-family="sans-serif" font-size="13">""");
        Line(svg, $"""<rect width="960" height="{bottom + 50}" fill="#ffffff"/>""");
        Line(svg, $"""<text x="20" y="26" font-size="16" font-weight="bold">How many times better RxTim is</text>""");
        Line(svg, $"""<text x="20" y="48" fill="#555555">{Escape(Machine.Describe())}</text>""");
        for (var tick = 0.01; tick <= Highest; tick *= 10)
            DrawGrid(svg, tick, bottom);
        for (var i = 0; i < bars.Count; i++)
            DrawBar(svg, bars[i], bars[i].Compute(measured), Top + i * Row);
        DrawLegend(svg, bottom + 36);
        Line(svg, $"</svg>");
        File.WriteAllText(path, svg.ToString());
    }

    private static void DrawGrid(StringBuilder svg, double tick, int bottom)
    {
        var isOne = Math.Abs(tick - 1) < 0.01;
        var colour = isOne ? "#333333" : "#dddddd";
        Line(svg, $"""<line x1="{X(tick)}" x2="{X(tick)}" y1="{Top - 4}" y2="{bottom}" stroke="{colour}"/>""");
        Line(svg, $"""<text x="{X(tick)}" y="{bottom + 14}" text-anchor="middle" fill="#555555">{tick:0.##}x</text>""");
    }

    private static void DrawBar(StringBuilder svg, Ratio ratio, double? value, int top)
    {
        var middle = top + Row / 2;
        Line(svg, $"""<text x="{Left - 8}" y="{middle + 4}" text-anchor="end">{ratio.Key}</text>""");
        if (value is { } figure)
        {
            var isShort = ratio.AtLeast is { } bound && !ratio.Reaches(figure, bound);
            var colour = isShort ? "#c0392b" : ratio.Reaches(figure, ratio.Aim) ? "#1e8449" : "#2471a3";
            var (from, to) = figure < 1 ? (X(figure), X(1)) : (X(1), X(figure));
            Line(svg, $"""<rect x="{from}" y="{top + 5}" width="{to - from}" height="{Row - 10}" fill="{colour}"/>""");
        }
        if (ratio.AtLeast is { } least)
            Line(svg, $"""<line x1="{X(least)}" x2="{X(least)}" y1="{top + 2}" y2="{top + Row - 2}" stroke="#000000" stroke-width="2"/>""");
        Line(svg, $"""<circle cx="{X(ratio.Aim)}" cy="{middle}" r="4" fill="#ffffff" stroke="#000000" stroke-width="1.5"/>""");
        Line(svg, $"""<text x="{Right + 8}" y="{middle + 4}">{ratio.Format(value)}</text>""");
    }

    private static void DrawLegend(StringBuilder svg, int y)
    {
        (string Colour, string Says)[] bars =
            [("#1e8449", "aim reached"), ("#2471a3", "short of the aim"), ("#c0392b", "short of at least")];
        var x = Left;
        foreach (var (colour, says) in bars)
        {
            Line(svg, $"""<rect x="{x}" y="{y - 10}" width="12" height="12" fill="{colour}"/><text x="{x + 18}" y="{y}">{says}</text>""");
            x += 140;
        }
        Line(svg, $"""<line x1="{x + 6}" x2="{x + 6}" y1="{y - 12}" y2="{y + 2}" stroke="#000000" stroke-width="2"/>""");
        Line(svg, $"""<text x="{x + 18}" y="{y}">at least</text>""");
        Line(svg, $"""<circle cx="{x + 106}" cy="{y - 4}" r="4" fill="#ffffff" stroke="#000000" stroke-width="1.5"/>""");
        Line(svg, $"""<text x="{x + 118}" y="{y}">aim</text>""");
    }

    private static double X(double ratio)
    {
        var part = Math.Log(Math.Clamp(ratio, Lowest, Highest) / Lowest) / Math.Log(Highest / Lowest);
        return Math.Round(Left + part * (Right - Left), 1);
    }

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

    private static void Line(StringBuilder svg, FormattableString line) =>
        svg.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
