using System.CommandLine;
using System.CommandLine.Help;
using System.Text;
using RxTim.Journal;

namespace RxTim.Cli;

/// <summary>The program: parses the command line, runs the command, and turns what goes wrong into a message and an exit code.</summary>
internal sealed class CommandLine
{
    private readonly CliConsole console;
    private readonly RootCommand root;

    public CommandLine(CliConsole console, BackendFactory openBackend)
    {
        this.console = console;
        root = new RootCommand("Sends one message to many users of Tencent Cloud Chat and shows each user's result as it arrives.")
        {
            new SendCommand(console, openBackend),
            new ResumeCommand(console, openBackend),
            new ReportCommand(console),
            new JournalsCommand(console),
            new EmulatorCommand(console),
            new UserSigCommand(console),
        };
        root.HelpName = "rxtim";
        root.Options.OfType<HelpOption>().Single().Action = new HelpWithExitCodes();
    }

    public async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken interruption)
    {
        try
        {
            return args.Count == 0 ? await ShowHelpAsync() : await InvokeAsync(args, interruption);
        }
        catch (InputException wrong)
        {
            console.Complain(wrong.Message);
            return ExitCode.BadInput;
        }
        catch (JournalException fault)
        {
            console.Complain(fault.Message);
            return fault.Fault is JournalFault.DiskFull or JournalFault.Unusable or JournalFault.Contradiction ? ExitCode.Stopped : ExitCode.BadInput;
        }
        catch (OperationCanceledException) when (interruption.IsCancellationRequested)
        {
            console.Complain("interrupted before anything was sent.");
            return ExitCode.Interrupted;
        }
        catch (IOException lost)
        {
            console.Complain($"standard output cannot be written to: {lost.Message}");
            return ExitCode.Stopped;
        }
        catch (TimException stopped)
        {
            console.Complain($"code {stopped.Code}: {stopped.Message}");
            return ExitCode.Stopped;
        }
        catch (Exception unexpected)
        {
            console.Complain($"unexpected error: {unexpected.GetType().Name}: {unexpected.Message}");
            return ExitCode.Stopped;
        }
    }

    private async Task<int> InvokeAsync(IReadOnlyList<string> args, CancellationToken interruption)
    {
        // Text that begins with @ is text, not the name of a file of further arguments.
        var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parsed.Errors.Count > 0)
            throw new InputException(Describe(parsed));
        // For help, in one piece, which a pipe takes even if its reader wants only the first lines.
        await using var output = new StreamWriter(console.Output, new UTF8Encoding(false), bufferSize: 64 * 1024, leaveOpen: true);
        return await parsed.InvokeAsync(Configuration(output), interruption);
    }

    private async Task<int> ShowHelpAsync()
    {
        await root.Parse(["--help"]).InvokeAsync(Configuration(console.Error), CancellationToken.None);
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
        var command = parsed.CommandResult.Command is RootCommand ? "rxtim" : $"rxtim {parsed.CommandResult.Command.Name}";
        return $"{string.Join(' ', parsed.Errors.Select(error => error.Message))} See {command} --help.";
    }
}
