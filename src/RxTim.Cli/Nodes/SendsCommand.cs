using System.CommandLine;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>The command <c>rxtim sends</c>: what sends a cluster knows.</summary>
internal sealed class SendsCommand : Command
{
    public const string Notes = $"""
        Output:
          table  A line for each send: its state, its counts, and when it was started.
          json   An object a line, as rxtim report shows it.
        A send that is over is known until its results are removed, by default an hour after somebody took them.

        {NodeOptions.Notes}

        Exit codes of sends:
          0  the cluster answered
          2  bad usage, or the cluster refuses
          3  the answer cannot be read, or standard output not be written to
          4  no node of the cluster answered
        and 129 or 130 if it was interrupted, as with send.
        """;

    private readonly NodeOptions nodeOptions = new();
    private readonly Option<string> output = OptionOf.One("--output", "table|json", "How it is shown. table by default.");

    public SendsCommand(CliConsole console)
        : base("sends", "Lists the sends of a cluster.")
    {
        foreach (var option in (Option[])[.. nodeOptions.Places, output])
            Add(option);
        SetAction(async (parsed, interruption) =>
        {
            var isJson = parsed.GetValue(output) is { } text && OptionValue.IsJson(output.Name, text);
            var settings = nodeOptions.Read(parsed, console, ofAll: true);
            var sends = await NodeControl.AskAsync(settings, console, node => ListAsync(node, interruption), interruption);
            if (isJson)
                sends.ForEach(send => NodeReport.WriteJson(send, console.Output));
            else
                NodeReport.WriteTable(sends, console);
            return ExitCode.AllSent;
        });
    }

    // As a whole: a list that breaks off is asked for again.
    private static async Task<List<NodeProgress>> ListAsync(Node node, CancellationToken cancellationToken)
    {
        using var lines = await node.ListAsync(cancellationToken);
        var sends = new List<NodeProgress>();
        while (await lines.NextAsync(cancellationToken))
        {
            try
            {
                if (NodeLine.FaultOf(lines.Line) is { } fault)
                    throw NodeRefusal.Of(fault, node.Name);
                sends.Add(JsonSerializer.Deserialize(lines.Line, NodeJson.Default.NodeProgress) ?? throw new JsonException("It is null."));
            }
            catch (JsonException wrong)
            {
                throw NodeException.Broken(
                    $"{node.Name}: line {lines.Number} of the sends{JsonFault.Place(wrong)}: {JsonFault.Words(wrong)}.", wrong);
            }
        }
        return sends;
    }
}
