using System.CommandLine;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim watch</c>: shows the results of a cluster's send.</summary>
internal sealed class WatchCommand : Command
{
    public const string Notes = $"""
        Results come from the first, or behind the cursor of --from, and then as they arrive, each once, until the send ends. Any
        number may watch. Ctrl+C ends the watching only, and says from which cursor to go on. A send that is paused is waited
        for. Results that were removed already, by default an hour after somebody took them, cannot be shown (2).
        The counts, and the exit codes 0 and 1, are of the results that were shown.

        {NodeOptions.Notes}
        """;

    private readonly NodeOptions nodeOptions = new();
    private readonly Option<string> from = OptionOf.One("--from", "CURSOR",
        "Only the results behind this cursor, which rxtim said at its end.");
    private readonly Option<string> output = OptionOf.One("--output", "auto|json|live",
        "How results are shown. auto, the default: live on a terminal, json otherwise.");

    public WatchCommand(CliConsole console)
        : base("watch", "Shows the results of a cluster's send, from the first or from a cursor.")
    {
        foreach (var option in (Option[])[.. nodeOptions.All, from, output])
            Add(option);
        SetAction(async (parsed, interruption) =>
        {
            var shown = new SendingSettings
            {
                Output = parsed.GetValue(output) is { } form ? OptionValue.Output(output.Name, form) : OutputForm.Auto,
            };
            var cursor = parsed.GetValue(from) is { } text ? OptionValue.NotEmpty(from.Name, text) : null;
            var settings = nodeOptions.Read(parsed, console);
            console.RequireOutput();

            Action<string> notice = shown.IsLive(console) ? static _ => { } : console.Complain;
            using var ring = new NodeRing(settings, console.Time, notice);
            var progress = await ring.AskAsync(node => node.GetAsync(settings.Send, interruption), interruption);
            // Behind a cursor are fewer, and nobody says how many.
            var audience = new Audience(progress.AllGiven && cursor is null ? progress.Asked : null, MostIsExact: true);
            await using var watching = new NodeSending(settings, ring, upload: null, cursor, audience, console, notice);
            return await new SendRun(watching, shown, PaceForecast.None, console).RunAsync(interruption);
        });
    }
}
