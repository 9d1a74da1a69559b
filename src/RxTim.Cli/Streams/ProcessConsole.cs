using System.Text;
using Microsoft.Win32.SafeHandles;
using Spectre.Console;

namespace RxTim.Cli;

/// <summary>The console of this process.</summary>
internal static class ProcessConsole
{
    private const int Input = 0;
    private const int Output = 1;
    private const int Error = 2;

    // What stands in for standard streams that the process was started without, so that no file that it opens is taken for one of them.
    private static readonly List<SafeFileHandle> StandIns = [];

    /// <param name="interruption">Is told when the terminal goes away.</param>
    /// <param name="arguments">How many arguments the command line has.</param>
    public static CliConsole Open(Interruption interruption, int arguments)
    {
        var output = OpenOutput();
        var isTerminal = output is not null && !Console.IsOutputRedirected;
        var raw = new OutputStream(output, isTerminal ? interruption.HangUp : null);
        var console = new CliConsole
        {
            Input = OpenInput(),
            RawOutput = raw,
            Error = OpenError(),
            IsTerminal = isTerminal,
            Terminal = new Lazy<IAnsiConsole>(() => TerminalOutput.Open(raw, isTerminal)),
            SettingsFile = SettingsPlace.Find(Environment.GetEnvironmentVariable) is { } path ? new SettingsFile(path) : null,
            RawArguments = RawArguments.Read(arguments),
        };
        FillGaps();
        return console;
    }

    /// <summary>Standard error. What it does not take is lost, for nobody is left to be told.</summary>
    public static TextWriter OpenError()
    {
        var bytes = OperatingSystem.IsWindows() ? Console.OpenStandardError() : DescriptorStream.Inherited(Error);
        return new StreamWriter(new LossyStream(bytes), new UTF8Encoding(false)) { AutoFlush = true };
    }

    private static Stream OpenInput() =>
        OperatingSystem.IsWindows() ? Console.OpenStandardInput() : DescriptorStream.Inherited(Input);

    private static Stream? OpenOutput()
    {
        if (OperatingSystem.IsWindows())
            return Console.OpenStandardOutput();
        var stream = DescriptorStream.Inherited(Output);
        return stream.IsOpen ? stream : null;
    }

    private static void FillGaps()
    {
        if (OperatingSystem.IsWindows())
            return;
        while (!LibC.IsOpen(Input) || !LibC.IsOpen(Output) || !LibC.IsOpen(Error))
            StandIns.Add(File.OpenHandle("/dev/null"));
    }
}
