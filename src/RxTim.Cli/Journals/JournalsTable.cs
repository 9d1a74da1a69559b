using RxTim.Journal;
using Spectre.Console;

namespace RxTim.Cli;

/// <summary>Journals for people.</summary>
internal static class JournalsTable
{
    private static readonly string[] Counted = ["Asked", "Sent", "Failed", "In doubt", "Left"];

    public static void Write(List<JournalListing> journals, string folder, CliConsole console)
    {
        var terminal = ReportTable.Terminal(console);
        if (journals.Count == 0)
            terminal.Write(new Paragraph($"{Quoted.Printable(folder)}: no journal here waits to be finished.\n"));
        else
            terminal.Write(TableOf(journals, terminal.Profile.Capabilities.Unicode));
        foreach (var fault in journals.Select(static journal => journal.Fault).OfType<JournalException>())
            terminal.Write(new Paragraph($"{Quoted.Printable(fault.Message)}\n"));
        terminal.Profile.Out.Writer.Flush();
    }

    private static Table TableOf(List<JournalListing> journals, bool unicode)
    {
        var table = new Table().Border(unicode ? TableBorder.Rounded : TableBorder.Ascii).AddColumns("Journal", "State");
        foreach (var counted in Counted)
            table.AddColumn(new TableColumn(counted).RightAligned());
        table.AddColumns("Name", "Owner", "Made (UTC)");
        foreach (var journal in journals)
            table.AddRow([.. Cells(journal).Select(static text => new Text(Quoted.Printable(text)))]);
        return table;
    }

    private static IEnumerable<string> Cells(JournalListing journal)
    {
        yield return Path.GetFileName(journal.Path);
        yield return JournalsCommand.StateOf(journal);
        // Who is in flight has still to be answered.
        long?[] counts = journal.Counts is { } of
            ? [of.Asked, of.Sent, of.Failed, of.InDoubt, of.Pending + of.InFlight]
            : [null, null, null, null, null];
        foreach (var count in counts)
            yield return count is { } number ? Figures.Count(number) : "";
        yield return journal.Details?.Name ?? "";
        yield return journal.Details?.Owner ?? "";
        yield return journal.Details?.MadeAt is { } madeAt ? Figures.Moment(madeAt) : "";
    }
}
