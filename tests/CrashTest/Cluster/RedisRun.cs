using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CrashTest;

/// <summary>A Redis that loses nothing it has acknowledged, on a port that stays the same when it is killed and started again.</summary>
internal sealed class RedisRun(World world) : IDisposable
{
    private readonly int port = Ports.Free();
    private Process? process;

    public string Address => $"127.0.0.1:{port}";

    /// <summary>Starts it, and waits until it answers with what it kept.</summary>
    public async Task StartAsync()
    {
        var folder = Directory.CreateDirectory(world.PathOf("redis")).FullName;
        string[] args =
        [
            "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes", "--appendfsync", "always",
            "--logfile", Path.Combine(folder, "log"),
        ];
        process = Process.Start(new ProcessStartInfo("redis-server", args))!;
        while (!await AnswersAsync())
        {
            if (process.HasExited)
                throw new InvalidOperationException($"redis-server ended with {process.ExitCode}.");
            await Task.Delay(50);
        }
    }

    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    public void Dispose()
    {
        if (process is null)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            await using var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[64];
            // It answers -LOADING while it reads its file.
            return await stream.ReadAsync(answer) > 0 && answer[0] == (byte)'+';
        }
        catch (Exception failure) when (failure is SocketException or IOException)
        {
            return false;
        }
    }
}
