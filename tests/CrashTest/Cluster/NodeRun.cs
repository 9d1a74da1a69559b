using System.Diagnostics;
using System.Net;

namespace CrashTest;

/// <summary>One rxtim-node in a process of its own, with ports that stay the same when it is killed and started again.</summary>
/// <param name="program">The program rxtim-node.</param>
/// <param name="options">Its options but for the addresses.</param>
/// <param name="log">Where its output goes.</param>
internal sealed class NodeRun(string program, string[] options, string log) : IDisposable
{
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly int silo = Ports.Free();
    private readonly int gateway = Ports.Free();
    private Process? process;
    private Task writing = Task.CompletedTask;

    public Uri Address { get; } = new($"http://127.0.0.1:{Ports.Free()}");

    /// <summary>Starts it, and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        string[] args = [.. options, "--url", Address.OriginalString, "--silo-port", $"{silo}", "--gateway-port", $"{gateway}"];
        process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        writing = Task.WhenAll(KeepAsync(process.StandardOutput), KeepAsync(process.StandardError));
        while (!await IsReadyAsync())
        {
            if (process.HasExited)
                throw new InvalidOperationException($"rxtim-node ended with {process.ExitCode}: see {log}.");
            await Task.Delay(100);
        }
    }

    /// <summary>Kills it with SIGKILL, where it has not ended by itself.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        await writing;
        process.Dispose();
        process = null;
    }

    /// <summary>Stops it, and lets it go on after a while. Where the others had given it up, it ends itself, and is started
    /// again.</summary>
    public async Task SuspendAsync(TimeSpan length)
    {
        await SignalAsync("-STOP");
        await Task.Delay(length);
        await SignalAsync("-CONT");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        try
        {
            await process!.WaitForExitAsync(patience.Token);
            await KillAsync();
            await StartAsync();
        }
        catch (OperationCanceledException)
        {
            // The others had not given it up: it goes on.
        }
    }

    public void Dispose()
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private static readonly Lock LogGate = new();

    private async Task KeepAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (LogGate)
                File.AppendAllText(log, line + "\n");
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(Address, "/health/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process!.Id}"]);
        await kill.WaitForExitAsync();
    }
}
