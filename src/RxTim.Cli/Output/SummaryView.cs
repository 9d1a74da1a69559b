using Spectre.Console;
using Spectre.Console.Rendering;

namespace RxTim.Cli;

/// <summary>The summary on a terminal.</summary>
internal sealed class SummaryView(Summary summary, SendTally tally)
{
    public IRenderable Render(bool unicode)
    {
        var style = tally.Failed > 0 ? ResultLine.FailedStyle : summary.IsBad ? ResultLine.UnknownStyle : ResultLine.SentStyle;
        var line = new Paragraph().Append($"{summary.Heading}{summary.Counts}", style).Append($"{summary.Rest}\n");
        var codes = summary.Codes.ToList();
        return codes.Count == 0 ? line : new Rows(line, Table(codes, unicode));
    }

    public static Table Table(List<(int Code, long Count, string Meaning)> codes, bool unicode)
    {
        var table = new Table().Border(unicode ? TableBorder.Rounded : TableBorder.Ascii);
        table.AddColumn(new TableColumn("Code").RightAligned()).AddColumn(new TableColumn("Results").RightAligned()).AddColumn("Meaning");
        foreach (var (code, count, meaning) in codes)
            table.AddRow(new Text($"{code}"), new Text(Figures.Count(count)), new Text(meaning));
        return table;
    }
}
