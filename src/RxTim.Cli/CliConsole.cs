using Spectre.Console;

namespace RxTim.Cli;

/// <summary>What the commands see of the process around them.</summary>
internal sealed class CliConsole
{
    public required Stream Input { get; init; }

    /// <summary>Standard output, as bytes. A write throws <see cref="IOException"/> once nobody reads it.</summary>
    public required Stream Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether a person watches standard output.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Standard output as a terminal; made when first asked for.</summary>
    public required Lazy<IAnsiConsole> Terminal { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Says what is wrong, on standard error.</summary>
    public void Complain(string message) => Error.WriteLine($"rxtim: {message}");
}
