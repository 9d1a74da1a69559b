using System.Diagnostics;

namespace CrashTest;

/// <summary>The program's report on a journal.</summary>
internal sealed class ReportRun(World world, string journal) : IDisposable
{
    private readonly Process process = Process.Start(
        new ProcessStartInfo(world.Program, ["report", journal, "--output", "csv"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>Who is in doubt; null if the journal is not there, or incomplete.</summary>
    public async Task<HashSet<string>?> InDoubtAsync()
    {
        var error = process.StandardError.ReadToEndAsync();
        var lines = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var said = await error;
        if (process.ExitCode == 0)
        {
            return [.. lines.Split('\n').Skip(1).Select(static line => line.Split(',')).Where(static fields => fields is [_, "unknown", ..])
                .Select(static fields => fields[0])];
        }
        return said.Contains("broken off") || said.Contains("no such file") || said.Contains("is empty")
            ? null
            : throw new InvalidOperationException($"The report failed with {process.ExitCode}: {said}");
    }

    public void Dispose() => process.Dispose();
}
