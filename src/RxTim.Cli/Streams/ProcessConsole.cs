using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace RxTim.Cli;

/// <summary>The console of this process.</summary>
internal static class ProcessConsole
{
    private const int Closed = -1;

    private static readonly int[] StandardDescriptors = [0, 1, 2];

    // What stands in for standard streams that the process was started without, so that no file that it opens is taken for one of them.
    private static readonly List<SafeFileHandle> StandIns = [];

    /// <param name="interruption">Is told when the terminal goes away.</param>
    /// <param name="arguments">How many arguments the command line has.</param>
    public static CliConsole Open(Interruption interruption, int arguments)
    {
        var (input, output, error) = OperatingSystem.IsWindows() ? OpenWindows() : OpenUnix();
        var isTerminal = output is not null && !Console.IsOutputRedirected;
        var raw = new OutputStream(output, isTerminal ? interruption.HangUp : null);
        return new CliConsole
        {
            Input = input,
            RawOutput = raw,
            Error = new StreamWriter(new LossyStream(error), new UTF8Encoding(false)) { AutoFlush = true },
            IsTerminal = isTerminal,
            Terminal = new Lazy<IAnsiConsole>(() => TerminalOutput.Open(raw, isTerminal)),
            RawArguments = RawArguments.Read(arguments),
        };
    }

    private static (Stream Input, Stream? Output, Stream Error) OpenUnix()
    {
        var streams = StandardDescriptors
            .Select(static descriptor => new DescriptorStream(LibC.IsInherited(descriptor) ? descriptor : Closed)).ToArray();
        while (!StandardDescriptors.All(LibC.IsOpen))
            StandIns.Add(File.OpenHandle("/dev/null"));
        return (streams[0], streams[1].IsOpen ? streams[1] : null, streams[2]);
    }

    private static (Stream Input, Stream? Output, Stream Error) OpenWindows() =>
        (Console.OpenStandardInput(), Console.OpenStandardOutput(), Console.OpenStandardError());
}
