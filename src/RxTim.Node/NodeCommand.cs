using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RxTim.Node;

/// <summary>The program: parses the command line, runs the node, and turns what goes wrong into a message and an exit code.</summary>
internal sealed class NodeCommand
{
    private readonly Surroundings around;
    private readonly ListenOptions listen = new();
    private readonly ClusterOptions cluster = new();
    private readonly BackendOptions backend = new();
    private readonly SendingOptions sending = new();

    /// <param name="around">The process around it.</param>
    /// <param name="run">Runs a node; its result is the exit code.</param>
    public NodeCommand(Surroundings around, Func<NodeSettings, CancellationToken, Task<int>> run)
    {
        this.around = around;
        Root = new RootCommand("Runs a machine of a cluster that sends one message of Tencent Cloud Chat to many users, with an HTTP API.")
        {
            HelpName = "rxtim-node",
        };
        foreach (var option in (Option[])[.. listen.All, .. cluster.All, .. backend.All, .. sending.All])
            Root.Add(option);
        Root.Options.OfType<HelpOption>().Single().Action = new Help();
        Root.SetAction((parsed, interruption) => run(Read(parsed), interruption));
    }

    public RootCommand Root { get; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken interruption)
    {
        try
        {
            // Text that begins with @ is text, not the name of a file of further arguments.
            var parsed = Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
            if (parsed.Errors.Count > 0)
                throw new InputException($"{string.Join(' ', parsed.Errors.Select(static error => error.Message))} See rxtim-node --help.");
            return await parsed.InvokeAsync(Configuration(), interruption);
        }
        catch (InputException wrong)
        {
            around.Complain(wrong.Message);
            return ExitCode.BadInput;
        }
        catch (Exception thrown)
        {
            around.Complain($"unexpected error: {thrown.GetType().Name}: {thrown.Message}");
            return ExitCode.Failed;
        }
    }

    private NodeSettings Read(ParseResult parsed)
    {
        var given = new Given(parsed, around);
        var where = backend.Read(given);
        return new NodeSettings(listen.Read(given), cluster.Read(given), where, sending.Read(given, where));
    }

    // Signals and exceptions are handled by this program, not by the library.
    private InvocationConfiguration Configuration() => new()
    {
        Output = around.Output,
        Error = around.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    private sealed class Help : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            new HelpAction { MaxWidth = int.MaxValue }.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine($"{BackendOptions.Notes}\n\n{ClusterOptions.Notes}\n\n{ExitCode.Help}");
            return ExitCode.Ended;
        }
    }
}
