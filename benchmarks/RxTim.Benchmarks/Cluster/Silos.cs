using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Persistence;
using RxTim.Orleans;
using StackExchange.Redis;

namespace RxTim.Benchmarks;

/// <summary>Some silos in this process, over one Redis.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private readonly List<IHost> hosts = [];

    public IClusterSends Sends => hosts[0].Services.GetRequiredService<IClusterSends>();

    public static async Task<Silos> StartAsync(int count, RedisProcess redis, string cluster, Action<RxTimSiloOptions> configure)
    {
        var silos = new Silos();
        for (var number = 0; number < count; number++)
        {
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.UseOrleans(silo =>
            {
                silo.Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (cluster, cluster));
                silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
                silo.UseRedisClustering(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis.Address));
                silo.AddRedisGrainStorage(RxTimSiloOptions.DefaultStorageName, (RedisStorageOptions options) =>
                {
                    options.ConfigurationOptions = ConfigurationOptions.Parse(redis.Address);
                    options.DeleteStateOnClear = true;
                });
                silo.UseRedisReminderService(options => options.ConfigurationOptions = ConfigurationOptions.Parse(redis.Address));
                silo.AddRxTim(configure);
            });
            var host = builder.Build();
            await host.StartAsync();
            silos.hosts.Add(host);
        }
        return silos;
    }

    /// <summary>Sends, and takes all results.</summary>
    /// <returns>How long it took.</returns>
    /// <exception cref="InvalidOperationException">Somebody was not sent to.</exception>
    public async Task<TimeSpan> SendAsync(string name, IAsyncEnumerable<string> identifiers, int expected)
    {
        var time = Stopwatch.StartNew();
        var giving = Sends.StartAsync(name, Message.Text("hello"), identifiers);
        while (await Sends.ProgressAsync(name) is null && !giving.IsCompleted)
            await Task.Delay(10);
        var sent = 0;
        var codes = new Dictionary<int, int>();
        await foreach (var (result, _) in Sends.ResultsAsync(name))
        {
            if (result.IsSuccess)
                sent++;
            else
                codes[result.Code] = codes.GetValueOrDefault(result.Code) + 1;
        }
        await giving;
        return sent == expected
            ? time.Elapsed
            : throw new InvalidOperationException($"{sent} of {expected} were sent to; {string.Join(", ", codes)}.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
