using System.CommandLine;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim send</c>: its options and what they mean.</summary>
internal sealed class SendCommand : Command
{
    public const string Notes = """
        Recipients:
          Identifiers are 1 to 32 bytes of printable ASCII; any other is refused before anything is sent. In files, blank
          lines are passed over, and so is white space around an identifier. Files are UTF-8, with LF or CRLF. Those of --to
          come first, then the files in their order. One that is repeated is sent to once; where files are read, repeats are
          known among the last 65,536 identifiers. Regular files are checked as a whole before anything is sent. Standard
          input and pipes are checked as they are read: a bad line stops the send there, with exit code 2. With --column, files
          are tables (CSV) with a heading; rows whose cell is empty are passed over.

        Message:
          At most 12 kB (12,288 bytes), counted over the values of its elements in UTF-8, as the SDK's limit (code 8001) is. A file
          of --message is read up to 1 MB, one of --param up to 256 MB.

        Journal:
          With --journal, who is sent to is recorded in full before anything is sent, each call before it is handed over, and
          each result before it is shown. After a crash, rxtim resume goes on where the send stopped. The first Ctrl+C waits
          for what is in flight, so that nobody is left in doubt; the second ends at once. A terminal that is closed counts as
          the first.

        Output:
          live  A progress bar, a line for each failure, up to 20 of each code, and a summary. Up to 20 recipients have a line
                each.
          json  One result a line in the SDK's JSON, flushed as it arrives, and nothing else. If something failed or the send
                was stopped, a summary goes to standard error. After a stop, identifiers that were handed over and never
                answered have a result too, with code 6012 (unknown); one without a result was never attempted.
          A send that is paced says first, on standard error, how long it takes by that.
          On a terminal, control characters and those that change the direction of text are written out, such as \u001B.
        """;

    public const string NodeNotes = """
        Cluster:
          With --node and --name, a cluster of nodes sends, and results are shown as if this program did. The name is the send's
          own: the same command again goes on with the same send, and shows its results from the first. Another message or other
          recipients under the name are refused (2).
          Results come while recipients are still being given. Where a node falls, both go on with the next one, and no result is
          shown twice. Standard input and pipes are kept in a temporary file meanwhile, so that the next node can have them from
          the first.
          Ctrl+C leaves the send running, and says how to watch it again. If not all recipients were given by then, the same
          command gives the rest. What goes where, and how fast, is the nodes' own matter, so that options for that are refused.
        """;

    private readonly Option<string[]> to = OptionOf.Many("--to", "IDENTIFIERS",
        "Who to send to: identifiers with commas between. May be repeated.");
    private readonly Option<string[]> toFile = OptionOf.Many("--to-file", "FILE",
        "Who to send to: a file with one identifier a line, - for standard input. May be repeated.");
    private readonly Option<string> column = OptionOf.One("--column", "NAME",
        "The files are tables (CSV) with a heading, and this column holds the identifiers.");
    private readonly Option<string> text = OptionOf.One("--text", "TEXT", "What to send: a text.");
    private readonly Option<string> message = OptionOf.One("--message", "FILE", "What to send: a Message in the SDK's JSON.");
    private readonly Option<string> param = OptionOf.One("--param", "FILE",
        "What to send and who to: a MsgBatchSendParam in the SDK's JSON.");
    private readonly Option<bool> dryRun = new("--dry-run")
    {
        Description = "Checks everything, counts the recipients and shows what the first call would say. Nothing is sent.",
    };
    private readonly BackendOptions backendOptions = new();
    private readonly SendingOptions sendingOptions = new();
    private readonly Option<string> journal = OptionOf.One("--journal", "FILE",
        "Keep a journal in this new file, so that the send survives a crash: see rxtim resume.");
    private readonly NodeOptions nodeOptions = new(
        "What the send is called: with --journal for rxtim journals and report, with --node in the cluster.");
    private readonly Option<string> inDoubt = OptionOf.One("--in-doubt", "report|check|resend",
        "With --node: what becomes of those who were in flight when a node fell. report by default; see rxtim resume.");
    private readonly Option<string> grace = OptionOf.One("--grace", "DURATION",
        "With --node and --in-doubt check: how long after the last call the check begins. 10s by default.");

    public SendCommand(CliConsole console, BackendFactory openBackend)
        : base("send", "Sends one message to many users and shows each one's result as it arrives. "
            + "Without another backend it goes to the embedded one, a local Tencent IM inside this process.")
    {
        Option[] own = [to, toFile, column, text, message, param, dryRun];
        foreach (var option in (Option[])[.. own, .. backendOptions.All, .. sendingOptions.All, journal, .. nodeOptions.All, inDoubt, grace])
            Add(option);
        SetAction(async (parsed, interruption) =>
        {
            var settings = Read(parsed, console);
            await using var plan = await SendPlan.MakeAsync(settings, console, interruption);
            console.RequireOutput();
            if (settings.Node is { } cluster)
                return await NodeSends.RunAsync(plan, cluster, settings.Doubt, settings.Sending, console, interruption);
            await using var backend = await openBackend(settings.Backend, console, interruption);
            backend.Check(plan.Message);
            using var paced = new PacedOptions(settings.Sending, console.Time);
            var forecast = PaceForecast.Of(settings.Sending, backend.Transport.Limits);
            if (settings.Backend.DryRun is { } dry)
                return await ShowAsync(dry, plan, backend, paced.Options, forecast, console, interruption);
            await using ISending sending = settings.Journal is { } path
                ? new JournalSending(await plan.RecordAsync(path, new() { Name = settings.Name }, interruption), backend, new() { Client = paced.Options })
                : new DirectSending(plan, backend.Transport, paced.Options);
            return await new SendRun(sending, settings.Sending, forecast, console, plan.NoRecipients).RunAsync(interruption);
        });
    }

    private static async Task<int> ShowAsync(
        DryRun dry, SendPlan plan, Backend backend, TimClientOptions options, PaceForecast forecast, CliConsole console,
        CancellationToken interruption)
    {
        var count = await DryRun.RunAsync(plan, dry.InsteadOf(backend.Transport), options, interruption);
        console.Output.Write(dry.FirstCall);
        console.Output.Write("\n"u8);
        console.Complain($"dry run: {Figures.Count(count)} recipients in {Figures.Count(dry.Calls)} calls, the first of which is on "
            + "standard output. Nothing was sent.");
        forecast.SayTo(console, count);
        return ExitCode.AllSent;
    }

    private SendSettings Read(ParseResult parsed, CliConsole console)
    {
        if (nodeOptions.IsGiven(parsed))
            return ReadNode(parsed, console);
        nodeOptions.RefuseWithoutNode(parsed, inDoubt, grace);
        var backend = backendOptions.Read(parsed, console) with { DryRun = parsed.GetValue(dryRun) ? new DryRun() : null };
        return ReadContent(parsed) with
        {
            Backend = backend,
            Sending = sendingOptions.Read(parsed, backend, console),
            Journal = parsed.GetValue(journal) is { } kept ? FileName.ToKeep(journal.Name, kept) : null,
            Name = parsed.GetValue(nodeOptions.Name) is { } called ? OptionValue.NotEmpty(nodeOptions.Name.Name, called) : null,
        };
    }

    private SendSettings ReadNode(ParseResult parsed, CliConsole console)
    {
        if (parsed.GetValue(dryRun))
        {
            throw new InputException(
                $"{dryRun.Name} does not go with {NodeOptions.NodeName}: leave out the node, for nothing is sent to it anyway.");
        }
        if (parsed.GetResult(journal) is not null)
        {
            throw new InputException(
                $"{journal.Name} does not go with {NodeOptions.NodeName}: the cluster keeps the send. Leave one of them out.");
        }
        NodeOptions.Refuse(parsed, [.. backendOptions.All, .. sendingOptions.Way]);
        return ReadContent(parsed) with
        {
            Sending = new SendingSettings { Output = sendingOptions.ReadOutput(parsed) },
            Doubt = ReadDoubt(parsed),
            Node = nodeOptions.Read(parsed, console),
        };
    }

    private DoubtSettings ReadDoubt(ParseResult parsed)
    {
        var policy = parsed.GetValue(inDoubt) is { } text ? OptionValue.InDoubt(inDoubt.Name, text) : (InDoubtPolicy?)null;
        if (parsed.GetValue(grace) is not { } period)
            return new(policy?.ToString().ToLowerInvariant());
        return policy == InDoubtPolicy.Check
            ? new("check", OptionValue.DurationOrNone(grace.Name, period))
            : throw new InputException($"{grace.Name} goes with {inDoubt.Name} check only.");
    }

    private SendSettings ReadContent(ParseResult parsed)
    {
        return new SendSettings
        {
            To = parsed.GetValue(to) ?? [],
            ToFiles = [.. (parsed.GetValue(toFile) ?? []).Select(name => name == "-" ? name : FileName.ToRead(toFile.Name, name))],
            Column = parsed.GetValue(column) is { } title ? OptionValue.NotEmpty(column.Name, title) : null,
            Text = parsed.GetValue(text),
            MessageFile = parsed.GetValue(message) is { } file ? FileName.ToRead(message.Name, file) : null,
            ParamFile = parsed.GetValue(param) is { } whole ? FileName.ToRead(param.Name, whole) : null,
            Backend = new BackendSettings(),
            Sending = new SendingSettings(),
        };
    }
}
