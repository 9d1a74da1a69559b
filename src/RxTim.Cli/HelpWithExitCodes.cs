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
        var command = parseResult.CommandResult.Command;
        if (command is UserSigCommand)
        {
            output.WriteLine(UserSigCommand.Notes);
            return ExitCode.AllSent;
        }
        if (command is SendCommand)
        {
            output.WriteLine(BackendOptions.Notes);
            output.WriteLine();
            output.WriteLine(SendCommand.Notes);
            output.WriteLine();
        }
        output.WriteLine(ExitCode.Help);
        return ExitCode.AllSent;
    }
}
