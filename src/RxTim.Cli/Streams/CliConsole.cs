using Spectre.Console;

namespace RxTim.Cli;

/// <summary>What the commands see of the process around them.</summary>
internal sealed class CliConsole
{
    public required Stream Input { get; init; }

    /// <summary>Standard output as it is, and whether it can be written to. All but what is drawn goes through <see cref="Output"/>.
    /// </summary>
    public required OutputStream RawOutput { get; init; }

    /// <summary>Standard output, for text in UTF-8. A write throws <see cref="OutputException"/> once nobody takes it.</summary>
    public Stream Output => field ??= IsTerminal ? new TerminalText(RawOutput) : RawOutput;

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person watches standard output.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Standard output to be drawn on; made when first asked for. It never throws: <see cref="RawOutput"/> keeps the fault.
    /// </summary>
    public required Lazy<IAnsiConsole> Terminal { get; init; }

    /// <summary>Reads a variable of the environment that is a setting of this program; null if it is not set.</summary>
    public Func<string, string?> Setting { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>The file that keeps settings; null if there is no place for one.</summary>
    public SettingsFile? SettingsFile { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The command line's arguments in bytes, as they came; null where the system does not tell them.</summary>
    public IReadOnlyList<byte[]>? RawArguments { get; init; }

    /// <summary>Standard output is needed for what cannot be done again.</summary>
    /// <exception cref="OutputException">There is none.</exception>
    public void RequireOutput()
    {
        if (RawOutput.Fault is not null)
            throw new OutputException("standard output is closed, so that nobody would see the results. Nothing was sent.");
    }

    /// <summary>Says what is wrong, on one line of standard error.</summary>
    public void Complain(string message) => Error.WriteLine($"rxtim: {Quoted.Printable(message.ReplaceLineEndings(" ").Trim())}");
}
