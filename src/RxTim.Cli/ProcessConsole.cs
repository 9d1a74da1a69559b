using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace RxTim.Cli;

/// <summary>The console of this process.</summary>
internal static class ProcessConsole
{
    public static CliConsole Open() => new()
    {
        Input = Console.OpenStandardInput(),
        Output = OpenOutput(),
        Error = Console.Error,
        IsTerminal = !Console.IsOutputRedirected,
        Terminal = new Lazy<IAnsiConsole>(OpenTerminal),
    };

    // Console's own stream keeps silent when the reader of a pipe has gone, and the send would go on with nobody to see its results;
    // a file stream throws. Not so for files: it would write beside the position that other processes share.
    private static Stream OpenOutput()
    {
        var console = Console.OpenStandardOutput();
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
            return console;
        var handle = new SafeFileHandle(1, ownsHandle: false);
        var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        return stream.CanSeek ? console : stream;
    }

    private static IAnsiConsole OpenTerminal()
    {
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        return AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Console.Out),
            // Left to itself it would show no progress where standard input is a pipe.
            Interactive = Console.IsOutputRedirected ? InteractionSupport.No : InteractionSupport.Yes,
        });
    }
}
