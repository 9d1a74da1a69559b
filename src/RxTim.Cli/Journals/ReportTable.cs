using System.Text;
using RxTim.Journal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RxTim.Cli;

/// <summary>A report for people.</summary>
internal static class ReportTable
{
    // So many of each kind have a line of their own.
    private const int MostLines = ShownFailures.MostLines;

    // So many say what a code meant.
    private const int MostLookedAt = 1_000;

    public static void Write(JournalReport report, CliConsole console)
    {
        var terminal = Terminal(console);
        var unicode = terminal.Profile.Capabilities.Unicode;
        var counts = report.Counts;
        WriteDetails(terminal, report);
        terminal.Write(new Rows(
            new Paragraph(
                $"{Figures.Count(counts.Asked)} asked: {Figures.Count(counts.Sent)} sent, {Figures.Count(counts.Failed)} failed, "
                + $"{Figures.Count(counts.InDoubt)} in doubt, {(report.IsRunning ? $"{Figures.Count(counts.InFlight)} in flight, " : "")}"
                + $"{Figures.Count(counts.Pending)} to be sent to."
                + (counts.Withdrawn > 0 ? $" From {Figures.Count(counts.Withdrawn)} of those sent it was taken back." : "")
                + (report.IsRunning ? " The send is running." : "")),
            Codes(report, unicode)));
        WriteLines(terminal, "Failed", report.Failed(), counts.Failed, unicode);
        WriteLines(terminal, "In doubt", report.InDoubt(), counts.InDoubt, unicode);
        terminal.Profile.Out.Writer.Flush();
    }

    /// <summary>The terminal; on a pipe, text as wide as it is and without colours.</summary>
    public static IAnsiConsole Terminal(CliConsole console) => console.IsTerminal ? console.Terminal.Value : Plain(console.Output);

    private static void WriteDetails(IAnsiConsole terminal, JournalReport report)
    {
        if (report.Details is { Name: not null } or { Owner: not null })
        {
            var (name, owner) = (report.Details.Name ?? "A send", report.Details.Owner is { } of ? $" of {of}" : "");
            var made = report.Details.MadeAt is { } at ? $", made {Figures.Moment(at)} UTC" : "";
            terminal.Write(new Paragraph($"{Quoted.Printable($"{name}{owner}")}{made}.\n"));
        }
        if (report.Abandonment is { } abandonment)
            terminal.Write(new Paragraph($"Given up {Figures.Moment(abandonment.At)} UTC: {Quoted.Printable(abandonment.Reason)}\n"));
    }

    private static IRenderable Codes(JournalReport report, bool unicode)
    {
        var met = new Dictionary<int, string?>();
        foreach (var result in report.Failed().Take(MostLookedAt).Concat(report.InDoubt().Take(MostLookedAt)))
            met[result.Code] = !met.TryGetValue(result.Code, out var desc) || desc == result.Desc ? result.Desc : null;
        var codes = report.Codes.OrderBy(static code => code.Key)
            .Select(code => (code.Key, code.Value, CodeCounts.Meaning(code.Key, met.GetValueOrDefault(code.Key))))
            .ToList();
        return codes.Count == 0 ? Text.Empty : SummaryView.Table(codes, unicode);
    }

    private static void WriteLines(IAnsiConsole terminal, string heading, IEnumerable<MsgBatchSendResult> results, long count, bool unicode)
    {
        if (count == 0)
            return;
        terminal.Write(new Paragraph($"{heading}:\n"));
        terminal.Write(new Rows(results.Take(MostLines).Select(result => ResultLine.Of(result, unicode))));
        if (count > MostLines)
            terminal.Write(new Paragraph($"and {Figures.Count(count - MostLines)} more: --output csv has all.\n"));
    }

    private static IAnsiConsole Plain(Stream output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true)),
        });
        console.Profile.Width = 160;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
