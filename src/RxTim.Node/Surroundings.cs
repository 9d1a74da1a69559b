namespace RxTim.Node;

/// <summary>What the program sees of the process around it.</summary>
internal sealed class Surroundings
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Reads a variable of the environment; null if it is not set.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Says what is wrong, on one line of standard error.</summary>
    public void Complain(string message) => Error.WriteLine($"rxtim-node: {Quoted.Printable(message.ReplaceLineEndings(" ").Trim())}");
}
