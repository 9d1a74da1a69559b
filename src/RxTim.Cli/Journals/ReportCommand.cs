using System.CommandLine;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim report</c>: what a journal says of its send.</summary>
internal sealed class ReportCommand : Command
{
    public const string Notes = """
        Output:
          table  Counts, codes, and the first 20 of those who failed and of those who are in doubt.
          json   One object: asked, sent, failed, in_doubt, in_flight, pending, withdrawn (of those sent), running, state, name,
                 owner, made_at, abandoned, codes (code to count), and in the arrays failures and doubts, each in the SDK's JSON,
                 all who failed and all who are in doubt.
          csv    A heading, then a line for each who failed or is in doubt: identifier, outcome, code, desc, attempts. A text
                 that a spreadsheet would take for a formula, for it begins with = + - or @, has an apostrophe before it.
        On a terminal, control characters and those that change the direction of text are written out, such as \u001B.
        A journal that is being sent with can be read too. Those in flight then wait for their answer, and are in doubt only
        if the send ends without it.

        With --node and --name instead of FILE, it says how far a cluster's send is. json is one object then: asked, sent, failed,
        unknown, pending, withdrawn, not_taken (results that nobody has had), all_given, running, state, reason, name,
        in_doubt_policy, started_at, ended_at. Who failed is among the results: rxtim watch --output json.

        Exit codes of report:
          0  the journal could be read, or the cluster answered
          2  bad usage, or the journal cannot be relied on, or the cluster refuses, and standard error says why
          3  it cannot be read, or standard output not be written to
          4  no node of the cluster answered
        and 129 or 130 if it was interrupted, as with send.
        """;

    private readonly Argument<string> file = new("FILE") { Description = "The journal.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> output = OptionOf.One("--output", "table|json|csv", "How it is shown. table by default.");
    private readonly NodeOptions nodeOptions = new("Instead of FILE: the send's name in the cluster.");

    public ReportCommand(CliConsole console)
        : base("report", "Says how far a send with a journal has come, who failed, and who is in doubt; or how far a cluster's send is.")
    {
        Add(file);
        Add(output);
        foreach (var option in nodeOptions.All)
            Add(option);
        SetAction((parsed, interruption) =>
        {
            var form = parsed.GetValue(output) is { } text ? OptionValue.Report(output.Name, text) : ReportForm.Table;
            if (nodeOptions.AreInsteadOf(file, parsed))
            {
                if (form == ReportForm.Csv)
                {
                    throw new InputException(
                        $"{output.Name} csv is for a journal: a cluster keeps no list of who failed. rxtim watch shows every result.");
                }
                return NodeControl.RunAsync(nodeOptions.Read(parsed, console), null, form == ReportForm.Json, console, interruption);
            }
            using var report = JournalReport.Open(FileName.ToKeep(file.Name, parsed.GetValue(file)!));
            switch (form)
            {
                case ReportForm.Json:
                    ReportJson.Write(report, console.Output, interruption);
                    break;
                case ReportForm.Csv:
                    ReportCsv.Write(report, console.Output, interruption);
                    break;
                default:
                    ReportTable.Write(report, console);
                    break;
            }
            return Task.FromResult(ExitCode.AllSent);
        });
    }
}

/// <summary>How a report is shown.</summary>
internal enum ReportForm
{
    Table,

    Json,

    Csv,
}
