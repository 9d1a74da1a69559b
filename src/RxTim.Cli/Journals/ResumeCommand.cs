using System.CommandLine;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim resume</c>: goes on with a send from its journal.</summary>
internal sealed class ResumeCommand : Command
{
    public const string Notes = """
        Those who were answered are never sent to again. Those who were never handed over are sent to. Of those who were in
        flight when the send ended, nobody knows whether they were sent to; --in-doubt says what becomes of them:
          report  Each has a result with code 6012 (unknown), and stays in doubt: nobody has the message twice.
          check   With --rest: each is looked up in the backend's history, and only those who lack the message are sent to:
                  exactly once. It begins no sooner than --grace after the last call, for that may still have been on its way.
          resend  They are sent to again, with the same random and sequence. The backend drops a repeat for about a second
                  only, so this is at least once: some may have the message twice.
        The journal says what is sent to whom; where it goes and how is said by the same options as with rxtim send.

        With --node and --name instead of FILE, a cluster's send that was paused, or stopped by itself, goes on, and it is shown
        how far it is (--output json: as an object). rxtim watch shows its results.
        """;

    private readonly Argument<string> file = new("FILE") { Description = "The journal.", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> inDoubt = OptionOf.One("--in-doubt", "report|check|resend",
        "What becomes of those who were in flight when the send ended. report by default.");
    private readonly Option<string> grace = OptionOf.One("--grace", "DURATION",
        "With --in-doubt check: how long after the last call the check begins. 10s by default.");
    private readonly BackendOptions backendOptions = new();
    private readonly SendingOptions sendingOptions = new();
    private readonly NodeOptions nodeOptions = new("Instead of FILE: the send's name in the cluster.");

    public ResumeCommand(CliConsole console, BackendFactory openBackend)
        : base("resume", "Goes on with a send that kept a journal, after a crash or a stop; or with a cluster's send that was paused or stopped.")
    {
        Add(file);
        foreach (var option in (Option[])[inDoubt, grace, .. backendOptions.All, .. sendingOptions.All, .. nodeOptions.All])
            Add(option);
        SetAction(async (parsed, interruption) =>
        {
            if (nodeOptions.AreInsteadOf(file, parsed))
            {
                NodeOptions.Refuse(parsed, [inDoubt, grace, .. backendOptions.All, .. sendingOptions.Way]);
                var isJson = sendingOptions.ReadOutput(parsed) == OutputForm.Json;
                return await NodeControl.RunAsync(nodeOptions.Read(parsed, console), Name, isJson, console, interruption);
            }
            var path = FileName.ToKeep(file.Name, parsed.GetValue(file)!);
            var options = Read(parsed);
            var backendSettings = backendOptions.Read(parsed, console);
            var settings = sendingOptions.Read(parsed, backendSettings, console);
            if (options.InDoubt == InDoubtPolicy.Check && backendSettings.Rest is null)
                throw new InputException($"{inDoubt.Name} check needs {backendOptions.RestName}: no other backend tells what it has.");

            console.RequireOutput();
            await using var backend = await openBackend(backendSettings, console, interruption);
            var journal = await SendJournal.OpenAsync(path, interruption);
            backend.Check(journal.Message);
            using var paced = new PacedOptions(settings, console.Time);
            await using var sending = new JournalSending(journal, backend, options with { Client = paced.Options });
            return await new SendRun(sending, settings, PaceForecast.Of(settings, backend.Transport.Limits), console).RunAsync(interruption);
        });
    }

    private JournalSendOptions Read(ParseResult parsed)
    {
        var options = new JournalSendOptions();
        if (parsed.GetValue(inDoubt) is { } policy)
            options = options with { InDoubt = OptionValue.InDoubt(inDoubt.Name, policy) };
        if (parsed.GetValue(grace) is not { } period)
            return options;
        return options.InDoubt == InDoubtPolicy.Check
            ? options with { GracePeriod = OptionValue.DurationOrNone(grace.Name, period) }
            : throw new InputException($"{grace.Name} goes with {inDoubt.Name} check only.");
    }
}
