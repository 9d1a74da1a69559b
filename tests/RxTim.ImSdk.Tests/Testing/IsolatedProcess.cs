using System.Diagnostics;

namespace RxTim.ImSdk.Tests;

/// <summary>
/// Runs the program in which <c>TIMInit</c> is called, in a network namespace of its own that has no network: from TIMInit on the
/// library tries to reach Tencent's servers.
/// </summary>
internal static class IsolatedProcess
{
    private static readonly Lazy<Task<Dictionary<string, string>>> Facts = new(RunAsync);

    /// <summary>What the program has seen; it runs once. Skips the test where it cannot run.</summary>
    public static async Task<Dictionary<string, string>> FactsAsync()
    {
        _ = RealImSdk.Path;
        Assert.SkipUnless(Unshare is not null, "Needs a network namespace without a network: neither unshare -n nor unshare -rn works here.");
        return await Facts.Value;
    }

    // As root, or else as the root of a user namespace.
    private static string? Unshare { get; } = ((string[])["-n", "-rn"]).FirstOrDefault(option => Succeeds("unshare", option, "true"));

    private static async Task<Dictionary<string, string>> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("rxtim-imsdk-");
        try
        {
            var report = Path.Combine(directory.FullName, "report");
            using var process = Start("unshare", Unshare!, "dotnet", Path.Combine(AppContext.BaseDirectory, "RxTim.ImSdk.Isolated.dll"),
                RealImSdk.Path, directory.FullName, report);
            // The library logs to the standard output, megabytes of it.
            var lastLines = new Queue<string>();
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                lastLines.Enqueue(line);
                if (lastLines.Count > 20)
                    lastLines.Dequeue();
            }
            var errors = await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            Assert.True(process.ExitCode == 0, $"exit code {process.ExitCode}: {errors}\n{string.Join('\n', lastLines)}");
            return File.ReadLines(report).Select(line => line.Split('\t', 2)).ToDictionary(fact => fact[0], fact => fact[1]);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static bool Succeeds(string command, params string[] arguments)
    {
        try
        {
            using var process = Start(command, arguments);
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string command, params string[] arguments) => Process.Start(new ProcessStartInfo(command, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
