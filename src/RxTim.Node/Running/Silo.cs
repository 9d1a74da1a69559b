using System.Net;
using System.Net.Sockets;
using Orleans.Persistence;
using RxTim.Orleans;
using OrleansCluster = Orleans.Configuration.ClusterOptions;

namespace RxTim.Node;

/// <summary>This node's part of the cluster: the silo, in a host of its own, so that the HTTP API answers before it starts and while it
/// drains.</summary>
internal sealed class Silo : IAsyncDisposable
{
    // A port that was free may be taken by the time the silo listens on it.
    private const int MostStarts = 5;

    private const string StorageName = "RxTim";

    private readonly IHost host;

    private Silo(IHost host)
    {
        this.host = host;
        Ended = host.WaitForShutdownAsync();
    }

    public IClusterSends Sends => host.Services.GetRequiredService<IClusterSends>();

    /// <summary>Complete when the silo has ended, by itself or because it was stopped.</summary>
    public Task Ended { get; }

    /// <summary>Starts a silo that takes part in the cluster when this is complete.</summary>
    public static async Task<Silo> StartAsync(
        NodeSettings settings, Backend backend, Surroundings around, CancellationToken cancellationToken)
    {
        for (var starts = 1; ; starts++)
        {
            var host = Build(settings, backend, around);
            try
            {
                await host.StartAsync(cancellationToken);
                return new Silo(host);
            }
            catch (Exception failed)
            {
                await DisposeAsync(host);
                if (starts == MostStarts || !IsPortTaken(failed) || settings.Cluster is { SiloPort: not null, GatewayPort: not null })
                    throw;
            }
        }
    }

    /// <summary>Lets go of the work: nothing more is handed over, and what is in flight is waited for within the drain's time.</summary>
    public Task StopAsync() => host.StopAsync();

    public ValueTask DisposeAsync() => DisposeAsync(host);

    private static ValueTask DisposeAsync(IHost host)
    {
        if (host is IAsyncDisposable disposable)
            return disposable.DisposeAsync();
        host.Dispose();
        return default;
    }

    private static IHost Build(NodeSettings settings, Backend backend, Surroundings around)
    {
        // Empty: no settings from files or the environment.
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        Logging.Configure(builder.Logging);
        builder.Services.AddSingleton<IHostLifetime, NoSignals>();
        builder.Services.AddSingleton(around.Time);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Cluster.Drain);
        builder.UseOrleans(silo =>
        {
            Join(silo, settings.Cluster);
            silo.AddActivityPropagation();
            silo.Services.AddSingleton<IFatalErrorHandler>(new DeclaredDead(around.Complain, Environment.Exit));
            Sending.Add(silo, settings.Sending, backend, around.Time);
            silo.Services.Configure<RxTimSiloOptions>(options =>
            {
                // The rest of the time is for leaving the cluster.
                options.DrainTimeout = settings.Cluster.Drain * 0.9;
                options.ResultRetention = settings.Cluster.Keep ?? options.ResultRetention;
            });
        });
        return builder.Build();
    }

    private static void Join(ISiloBuilder silo, ClusterSettings cluster)
    {
        var free = FreePort.TwoOf(IPAddress.Loopback);
        var siloPort = cluster.SiloPort ?? free.First;
        var gatewayPort = cluster.GatewayPort ?? free.Second;
        if (cluster.Redis is not { } redis)
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: cluster.Name, clusterId: cluster.Name);
            silo.AddMemoryGrainStorage(StorageName);
            silo.UseInMemoryReminderService();
            return;
        }
        silo.Configure<OrleansCluster>(options => (options.ServiceId, options.ClusterId) = (cluster.Name, cluster.Name));
        silo.ConfigureEndpoints(cluster.Advertise, siloPort, gatewayPort, !FreePort.IsOfThisMachine(cluster.Advertise));
        silo.UseRedisClustering(options => options.ConfigurationOptions = redis.Connect());
        silo.AddRedisGrainStorage(StorageName, (RedisStorageOptions options) =>
        {
            options.ConfigurationOptions = redis.Connect();
            // Else an empty state stays for each shard that there ever was.
            options.DeleteStateOnClear = true;
        });
        silo.UseRedisReminderService(options => options.ConfigurationOptions = redis.Connect());
    }

    private static bool IsPortTaken(Exception? failed)
    {
        for (; failed is not null; failed = failed.InnerException)
        {
            if (failed is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse })
                return true;
        }
        return false;
    }
}
