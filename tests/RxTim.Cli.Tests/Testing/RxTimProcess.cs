using System.Diagnostics;

namespace RxTim.Cli.Tests;

/// <summary>The program as a process of its own.</summary>
internal sealed class RxTimProcess : IDisposable
{
    private readonly Process process;

    public RxTimProcess(params string[] args)
        : this([.. Program, .. args], null)
    {
    }

    private RxTimProcess(string[] command, string? folder)
    {
        var start = new ProcessStartInfo(command[0])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The settings of whoever runs the tests are not theirs.
        start.Environment["RXTIM_CONFIG"] = Path.Combine(AppContext.BaseDirectory, "no-settings");
        foreach (var arg in command[1..])
            start.ArgumentList.Add(arg);
        process = Process.Start(start)!;
    }

    /// <summary>In a folder of its own.</summary>
    public static RxTimProcess In(string folder, params string[] args) => new([.. Program, .. args], folder);

    /// <summary>Where a folder may only be read: whatever its rights, root may write there, so for root it is mounted so.</summary>
    public static RxTimProcess WithReadOnly(string folder, params string[] args) => Environment.IsPrivilegedProcess
        ? new(
            [
                "unshare", "--mount", "sh", "-c",
                "mount --bind -o ro \"$0\" \"$0\" && mount -o remount,bind,ro \"$0\" && exec \"$@\"", folder, .. Program, .. args,
            ],
            null)
        : new(["sh", "-c", "chmod a-w \"$0\" && \"$@\"; code=$?; chmod u+w \"$0\"; exit $code", folder, .. Program, .. args], null);

    public bool HasExited => process.HasExited;

    public StreamWriter Input => process.StandardInput;

    public StreamReader Output => process.StandardOutput;

    private static string[] Program =>
        [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "RxTim.Cli.dll")];

    /// <summary>Starts it from a shell.</summary>
    /// <param name="script">What the shell does, in which <c>"$@"</c> is the program with its arguments.</param>
    /// <param name="folder">Where; null for where the tests run.</param>
    /// <param name="args">The program's arguments.</param>
    public static RxTimProcess FromShell(string script, string? folder, params string[] args) =>
        new(["/bin/sh", "-c", script, "sh", .. Program, .. args], folder);

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        // It complains if the process is gone already.
        using var kill = Process.Start(new ProcessStartInfo("kill", [$"-{signal}", $"{process.Id}"]) { RedirectStandardError = true })!;
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the end, and gives what is left of the output.</summary>
    public async Task<CliResult> EndAsync()
    {
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await Output.ReadToEndAsync(TestContext.Current.CancellationToken);
        return new CliResult(await ExitCodeAsync(), output, await error);
    }

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public Task<string> ErrorAsync() => process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
