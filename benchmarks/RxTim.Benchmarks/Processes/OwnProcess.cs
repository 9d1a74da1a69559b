using System.Diagnostics;

namespace RxTim.Benchmarks;

/// <summary>This program once more, in a process of its own, for what only a whole process can tell or be.</summary>
internal static class OwnProcess
{
    /// <summary>Starts it with its standard input and output in our hands.</summary>
    public static Process Start(IEnumerable<string> args) =>
        Process.Start(new ProcessStartInfo(Host, [.. Assembly, .. args]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;

    /// <summary>Runs it to its end.</summary>
    /// <returns>What it printed, without the last line's end.</returns>
    /// <exception cref="InvalidOperationException">It did not exit with 0.</exception>
    public static async Task<string> OutputAsync(string[] args)
    {
        using var process = Start(args);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new InvalidOperationException($"The process for '{string.Join(' ', args)}' ended with {process.ExitCode}.");
    }

    private static string Host => Environment.ProcessPath!;

    // Where the process is dotnet (as in `dotnet RxTim.Benchmarks.dll`, and in BenchmarkDotNet's own processes), it has to be given the
    // assembly again.
    private static string[] Assembly =>
        Path.GetFileNameWithoutExtension(Host) == "dotnet" ? ["exec", typeof(OwnProcess).Assembly.Location] : [];
}
