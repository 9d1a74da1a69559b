using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RxTim.Node.Tests;

/// <summary>A Redis of a test's own, on a free port, that loses nothing.</summary>
internal sealed class RedisServer : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim-redis-");
    private readonly int port = FreePort();
    private Process? process;

    private RedisServer()
    {
    }

    public string Address => $"127.0.0.1:{port}";

    /// <summary>Skips the test where there is no redis-server.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        Assert.SkipUnless(IsThere, "redis-server is not on the PATH.");
        var server = new RedisServer();
        await server.GoOnAsync();
        return server;
    }

    /// <summary>Starts it again with what it kept.</summary>
    public async Task GoOnAsync()
    {
        process = Process.Start(new ProcessStartInfo("redis-server",
            ["--bind", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture), "--appendonly", "yes", "--dir", folder.FullName])
        {
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("Ready to accept connections", StringComparison.Ordinal))
                return;
        }
        throw new InvalidOperationException("redis-server did not start.");
    }

    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    public void Dispose()
    {
        if (process is not null)
            Kill();
        folder.Delete(recursive: true);
    }

    private static bool IsThere => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(static folder => File.Exists(Path.Combine(folder, "redis-server")));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
