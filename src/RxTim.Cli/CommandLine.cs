using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text;

namespace RxTim.Cli;

/// <summary>The program: parses the command line, runs the command, and turns what goes wrong into a message and an exit code.</summary>
internal sealed class CommandLine
{
    private readonly CliConsole console;
    private bool sends;

    public CommandLine(CliConsole console, BackendFactory openBackend)
    {
        this.console = console;
        Root = new RootCommand("Sends one message to many users of Tencent Cloud Chat and shows each user's result as it arrives.")
        {
            new SendCommand(console, openBackend),
            new ResumeCommand(console, openBackend),
            new WithdrawCommand(console, openBackend),
            new ReportCommand(console),
            new JournalsCommand(console),
            new WatchCommand(console),
            ControlCommand.Pause(console),
            ControlCommand.Cancel(console),
            new SendsCommand(console),
            new EmulatorCommand(console),
            new UserSigCommand(console),
            new ConfigCommand(console),
        };
        Root.HelpName = "rxtim";
        Root.Options.OfType<HelpOption>().Single().Action = new HelpWithExitCodes(console);
    }

    /// <summary>The commands and their options.</summary>
    public RootCommand Root { get; }

    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken interruption)
    {
        try
        {
            var code = args.Count == 0 ? await ShowHelpAsync() : await InvokeAsync(args, interruption);
            if (code is ExitCode.AllSent or ExitCode.SomeNotSent && console.RawOutput.Broken.IsCancellationRequested)
                console.RawOutput.ThrowIfBroken();
            return code;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            console.Complain(sends ? "interrupted before anything was sent." : "interrupted.");
            return ExitCode.Interrupted;
        }
        catch (OutputException) when (interruption.IsCancellationRequested)
        {
            console.Complain("interrupted.");
            return ExitCode.Interrupted;
        }
        catch (Exception thrown)
        {
            var (message, code) = Failure.Of(thrown);
            console.Complain(message);
            return code;
        }
    }

    private async Task<int> InvokeAsync(IReadOnlyList<string> args, CancellationToken interruption)
    {
        RawArguments.Check(args, console.RawArguments);
        // Text that begins with @ is text, not the name of a file of further arguments.
        var parsed = Root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Errors.Count > 0)
            throw new InputException(Describe(parsed));
        sends = parsed.CommandResult.Command is SendCommand
            || (parsed.CommandResult.Command is ResumeCommand && parsed.GetResult(NodeOptions.SendName) is null);
        // For help, in one piece, which a pipe takes even if its reader wants only the first lines.
        await using var output = new StreamWriter(console.Output, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        return await parsed.InvokeAsync(Configuration(output), interruption);
    }

    private async Task<int> ShowHelpAsync()
    {
        await Root.Parse(["--help"]).InvokeAsync(Configuration(console.Error), CancellationToken.None);
        return ExitCode.BadInput;
    }

    // Signals and exceptions are handled by this program, not by the library.
    private InvocationConfiguration Configuration(TextWriter output) => new()
    {
        Output = output,
        Error = console.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    private static string Describe(ParseResult parsed)
    {
        var names = new List<string>();
        for (SymbolResult? command = parsed.CommandResult; command is CommandResult { Command: not RootCommand } at; command = at.Parent)
            names.Insert(0, $" {at.Command.Name}");
        return $"{string.Join(' ', parsed.Errors.Select(error => error.Message))} See rxtim{string.Concat(names)} --help.";
    }
}
