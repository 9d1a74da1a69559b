using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace RxTim.Cli;

/// <summary>The usual help, then what the command's notes and the exit codes say.</summary>
internal sealed class HelpWithExitCodes(CliConsole console) : SynchronousCommandLineAction
{
    // Narrower columns hold no word, and the library that sets the help comes to no end with them. A narrower terminal breaks the lines.
    private const int LeastWidth = 60;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var width = console.IsTerminal ? Math.Max(LeastWidth, console.Terminal.Value.Profile.Width) : int.MaxValue;
        new HelpAction { MaxWidth = width }.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(parseResult.CommandResult.Command switch
        {
            SendCommand => $"{BackendOptions.Notes}\n\n{SendCommand.Notes}\n\n{SendCommand.NodeNotes}\n\n{NodeOptions.Notes}\n\n{ExitCode.Help}",
            ResumeCommand => $"{ResumeCommand.Notes}\n\n{BackendOptions.Notes}\n\n{NodeOptions.Notes}\n\n{ExitCode.Help}",
            WithdrawCommand => $"{WithdrawCommand.Notes}\n\n{BackendOptions.RealNotes}\n\n{NodeOptions.Notes}",
            ReportCommand => $"{ReportCommand.Notes}\n\n{NodeOptions.Notes}",
            WatchCommand => $"{WatchCommand.Notes}\n\n{ExitCode.Help}",
            ControlCommand control => control.Notes,
            SendsCommand => SendsCommand.Notes,
            JournalsCommand => JournalsCommand.Notes,
            EmulatorCommand => EmulatorCommand.Notes,
            UserSigCommand => UserSigCommand.Notes,
            ConfigCommand => ConfigCommand.Notes,
            _ when parseResult.CommandResult.Parent is CommandResult { Command: ConfigCommand } => ConfigCommand.Notes,
            _ => ExitCode.Help,
        });
        return ExitCode.AllSent;
    }
}
