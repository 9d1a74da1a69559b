using System.CommandLine;

namespace RxTim.Cli;

/// <summary>The commands <c>rxtim pause</c> and <c>rxtim cancel</c>: change what a cluster's send does.</summary>
internal sealed class ControlCommand : Command
{
    private readonly NodeOptions nodeOptions = new();
    private readonly Option<string> output = OptionOf.One("--output", "table|json", "How the progress is shown. table by default.");

    private ControlCommand(string name, string description, CliConsole console)
        : base(name, description)
    {
        foreach (var option in (Option[])[.. nodeOptions.All, output])
            Add(option);
        SetAction((parsed, interruption) =>
        {
            var isJson = parsed.GetValue(output) is { } text && OptionValue.IsJson(output.Name, text);
            return NodeControl.RunAsync(nodeOptions.Read(parsed, console), Name, isJson, console, interruption);
        });
    }

    /// <summary>What the help says of both.</summary>
    public string Notes => $"""
        It may be said again. Shown is how far the send is then, as rxtim report shows it.

        {NodeOptions.Notes}

        Exit codes of {Name}:
          0  done
          2  bad usage; or the cluster refuses, because it knows no such send or the send is over
          3  the answer cannot be read, or standard output not be written to
          4  no node of the cluster answered
        and 129 or 130 if it was interrupted, as with send.
        """;

    public static ControlCommand Pause(CliConsole console) =>
        new("pause", "Pauses a cluster's send: nothing more is handed over. rxtim resume lets it go on.", console);

    public static ControlCommand Cancel(CliConsole console) =>
        new("cancel", "Ends a cluster's send for good: nobody else is sent to.", console);
}
