using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using StackExchange.Redis;

namespace RxTim.Benchmarks;

/// <summary>A Redis of its own on loopback, which keeps all that it acknowledged.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rxtim-redis-");
    private readonly Process process;
    private readonly ConnectionMultiplexer connection;

    private RedisProcess()
    {
        var port = FreePort();
        Address = $"127.0.0.1:{port}";
        string[] args =
        [
            "--port", $"{port}", "--bind", "127.0.0.1", "--dir", folder.FullName, "--save", "", "--appendonly", "yes",
            "--appendfsync", "always", "--logfile", Path.Combine(folder.FullName, "log"),
        ];
        process = Process.Start("redis-server", args);
        connection = ConnectionMultiplexer.Connect($"{Address},allowAdmin=true,connectRetry=100,abortConnect=false");
    }

    public string Address { get; }

    public static async Task<RedisProcess> StartAsync()
    {
        var redis = new RedisProcess();
        while (!redis.connection.IsConnected)
        {
            if (redis.process.HasExited)
                throw new InvalidOperationException("redis-server ended before it answered.");
            await Task.Delay(50);
        }
        return redis;
    }

    /// <summary>The bytes that all it keeps takes.</summary>
    public async Task<long> BytesAsync() => await NumberAsync("memory", "used_memory_dataset");

    /// <summary>How many commands that write it was given.</summary>
    public async Task<long> WritesAsync()
    {
        var text = (string)(await connection.GetDatabase().ExecuteAsync("INFO", "commandstats"))!;
        return text.Split('\n')
            .Where(static line => line.StartsWith("cmdstat_hset:", StringComparison.Ordinal)
                || line.StartsWith("cmdstat_hmset:", StringComparison.Ordinal))
            .Sum(static line => long.Parse(line.Split("calls=")[1].Split(',')[0], CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<long> NumberAsync(string section, string key)
    {
        var text = (string)(await connection.GetDatabase().ExecuteAsync("INFO", section))!;
        var line = text.Split('\n').First(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        return long.Parse(line[(key.Length + 1)..].Trim(), CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
