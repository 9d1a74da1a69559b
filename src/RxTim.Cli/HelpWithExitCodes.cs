using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace RxTim.Cli;

/// <summary>The usual help, then what the command's notes and the exit codes say.</summary>
internal sealed class HelpWithExitCodes : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        new HelpAction().Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(parseResult.CommandResult.Command switch
        {
            SendCommand => $"{BackendOptions.Notes}\n\n{SendCommand.Notes}\n\n{ExitCode.Help}",
            ResumeCommand => $"{ResumeCommand.Notes}\n\n{BackendOptions.Notes}\n\n{ExitCode.Help}",
            ReportCommand => ReportCommand.Notes,
            JournalsCommand => JournalsCommand.Notes,
            EmulatorCommand => EmulatorCommand.Notes,
            UserSigCommand => UserSigCommand.Notes,
            _ => ExitCode.Help,
        });
        return ExitCode.AllSent;
    }
}
