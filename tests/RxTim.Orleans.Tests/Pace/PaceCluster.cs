using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>Three silos in this process, a pace on each, one clock that the test moves, and an emulator with the quota.</summary>
internal sealed class PaceCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster cluster;
    private readonly List<SiloAddress> addresses;
    private int? killed;
    private long results;

    private PaceCluster(InProcessTestCluster cluster, ClusterPace pace, FakeTimeProvider time, PaceStorage storage)
    {
        this.cluster = cluster;
        addresses = [.. cluster.Silos.Select(static silo => silo.SiloAddress)];
        Time = time;
        Storage = storage;
        Emulator = new TimEmulator(new()
        {
            TimeProvider = time,
            CallsPerSecond = pace.CallsPerSecond,
            MessagesPerMinute = pace.RecipientsPerMinute,
            MaxStoredMessages = 0,
        });
        Silos = [.. cluster.Silos.Select(silo => new ClusterPacing(
            pace, silo.ServiceProvider.GetRequiredService<IGrainFactory>(), time, NullLogger<ClusterPacing>.Instance))];
    }

    public FakeTimeProvider Time { get; }

    public PaceStorage Storage { get; }

    public TimEmulator Emulator { get; }

    public IReadOnlyList<ClusterPacing> Silos { get; }

    /// <summary>How many hand-overs were turned away.</summary>
    public int Throttled { get; private set; }

    public static async Task<PaceCluster> StartAsync(ClusterPace pace)
    {
        var time = new FakeTimeProvider();
        var storage = new PaceStorage();
        var builder = new InProcessTestClusterBuilder(3);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddKeyedSingleton<TimeProvider>(PaceClock.Key, time);
            silo.Services.AddKeyedSingleton<IGrainStorage>(RxTimSiloOptions.DefaultStorageName, storage);
            silo.Configure<ClusterMembershipOptions>(static options =>
            {
                options.ProbeTimeout = TimeSpan.FromSeconds(1);
                options.NumMissedProbesLimit = 2;
                options.NumVotesForDeathDeclaration = 1;
                options.TableRefreshTimeout = TimeSpan.FromSeconds(2);
            });
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new PaceCluster(cluster, pace, time, storage);
    }

    /// <summary>A client of a silo that sends until it is told to end.</summary>
    /// <returns>How many it has sent to.</returns>
    public Func<long> SendFrom(int silo, int perCall, CancellationToken ending)
    {
        long sent = 0;
        _ = Task.Run(
            async () =>
            {
                await using var client = new TimClient(Emulator.Transport, Silos[silo].Apply(new TimClientOptions
                {
                    TimeProvider = Time,
                    IdentifiersPerCall = perCall,
                    MaxConcurrentCalls = 8,
                    Retry = new() { OnRetry = _ => Throttled++ },
                }));
                var param = new MsgBatchSendParam { Identifiers = [], Message = Message.Text("hi") };
                await foreach (var result in client.MsgBatchSendAsync(param, Endless(silo), ending))
                {
                    Assert.True(result.IsSuccess);
                    Interlocked.Increment(ref sent);
                    Interlocked.Increment(ref results);
                }
            },
            CancellationToken.None);
        return () => Interlocked.Read(ref sent);
    }

    /// <summary>Lets time pass, a tenth of a second after the other, each when all that the one before brought is done.</summary>
    public async Task PassAsync(TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(0.1))
        {
            await SettleAsync();
            Time.Advance(TimeSpan.FromSeconds(0.1));
        }
        await SettleAsync();
    }

    /// <summary>Ends a silo without a word.</summary>
    public async Task KillAsync(int place)
    {
        killed = place;
        await cluster.KillSiloAsync(cluster.GetSiloForAddress(addresses[place])!);
    }

    /// <summary>The place of the grain's silo.</summary>
    public async Task<int> PlaceOfGrainAsync()
    {
        using (await Silos[0].Calls!.AcquireAsync(1))
        {
            var grain = cluster.Client.GetGrain<IPaceGrain>("default");
            var address = await cluster.Client.GetGrain<IManagementGrain>(0).GetActivationAddress(grain);
            return addresses.IndexOf(address!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Silos.Where((_, place) => place != killed).Select(static silo => silo.DisposeAsync().AsTask()));
        await Emulator.DisposeAsync();
        await cluster.DisposeAsync();
    }

    // Nothing has happened for a little while, as far as can be seen. What is missed happens a step later.
    private async Task SettleAsync()
    {
        for (var (quiet, last) = (0, -1L); quiet < 3;)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
            var now = Interlocked.Read(ref results) + Emulator.CallsReceived;
            quiet = now == last && Silos.Where((_, place) => place != killed).All(static silo => silo.IsSettled) ? quiet + 1 : 0;
            last = now;
        }
    }

    private static async IAsyncEnumerable<string> Endless(int silo)
    {
        for (var i = 0; ; i++)
        {
            if (i % 1_000 == 0)
                await Task.Yield();
            yield return $"s{silo}_{i}";
        }
    }
}
