using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace RxTim.Orleans.Tests;

/// <summary>A cluster within the process: silos with one backend and one storage, and a client.</summary>
internal sealed class TestSilos : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;

    private TestSilos(InProcessTestCluster cluster, SharedStorage storage)
    {
        this.cluster = cluster;
        Storage = storage;
    }

    public SharedStorage Storage { get; }

    public InProcessTestCluster Cluster => cluster;

    public IClusterSends Sends => cluster.Client.ServiceProvider.GetRequiredService<IClusterSends>();

    /// <summary>The sends, asked from within a silo.</summary>
    public IClusterSends SendsOf(int silo) => cluster.Silos[silo].ServiceProvider.GetRequiredService<IClusterSends>();

    public static async Task<TestSilos> StartAsync(IMsgBatchTransport transport, int silos = 1, Action<RxTimSiloOptions>? configure = null)
    {
        var storage = new SharedStorage();
        var builder = new InProcessTestClusterBuilder((short)silos);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<IGrainStorage>(RxTimSiloOptions.DefaultStorageName, storage);
            silo.UseInMemoryReminderService();
            silo.AddRxTim(options =>
            {
                options.Transport = _ => transport;
                // Many a test's backend never answers.
                options.DrainTimeout = TimeSpan.FromSeconds(5);
                configure?.Invoke(options);
            });
        });
        builder.ConfigureClient(client => client.AddRxTim());
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new TestSilos(cluster, storage);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();
}
