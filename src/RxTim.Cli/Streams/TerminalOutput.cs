using System.Text;
using Spectre.Console;

namespace RxTim.Cli;

/// <summary>Standard output as something to draw on.</summary>
internal sealed class TerminalOutput : IAnsiConsoleOutput
{
    private const int UsualWidth = 80;
    private const int UsualHeight = 24;

    private TerminalOutput(OutputStream output, bool isTerminal)
    {
        IsTerminal = isTerminal;
        if (OperatingSystem.IsWindows())
            Console.OutputEncoding = Encoding.UTF8;
        // Some terminals have another encoding, which the locale names.
        var encoding = Console.OutputEncoding;
        Writer = new StreamWriter(new LossyStream(output), encoding.Preamble.IsEmpty ? encoding : new UTF8Encoding(false))
        {
            AutoFlush = true,
        };
    }

    public TextWriter Writer { get; }

    public bool IsTerminal { get; }

    public int Width => Size(static () => Console.WindowWidth, UsualWidth);

    public int Height => Size(static () => Console.WindowHeight, UsualHeight);

    public static IAnsiConsole Open(OutputStream output, bool isTerminal) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new TerminalOutput(output, isTerminal),
        // Left to itself it would show no progress where standard input is a pipe.
        Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
    });

    public void SetEncoding(Encoding encoding)
    {
        // It is the terminal's, not the writer's.
    }

    // A terminal that nobody has measured says 0.
    private static int Size(Func<int> measure, int usual)
    {
        try
        {
            return measure() is > 0 and var size ? size : usual;
        }
        catch (IOException)
        {
            return usual;
        }
    }
}
