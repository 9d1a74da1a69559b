using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace RxTim.Orleans;

/// <summary>Adds RxTim to silos and clients of Orleans.</summary>
public static class RxTimHostingExtensions
{
    private static readonly TimeSpan OrleansReminderPeriod = new ReminderOptions().MinimumReminderPeriod;

    /// <summary>Adds sends to a silo, and <see cref="IClusterSends"/> to its services. All silos of a cluster need it.</summary>
    /// <param name="builder">The silo.</param>
    /// <param name="configure">Sets how it sends: at least <see cref="RxTimSiloOptions.Transport"/>.</param>
    /// <returns>The same builder.</returns>
    /// <remarks>
    /// The silo needs a grain storage: the one named <see cref="RxTimSiloOptions.StorageName"/>, else the default one; and reminders, which
    /// bring a send back that nobody asks for (<c>UseInMemoryReminderService</c> in a single process). Where the host has left the settings
    /// of Orleans' membership as they are, a silo that falls is noticed after two probes of one second each.
    /// </remarks>
    public static ISiloBuilder AddRxTim(this ISiloBuilder builder, Action<RxTimSiloOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.Configure(configure);
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<RxTimSiloOptions>>().Value);
        services.TryAddSingleton<SiloSending>();
        services.TryAddSingleton<GrainStates>();
        services.TryAddSingleton<SendReminder>();
        services.AddRxTimClusterClient();
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(static provider => provider.GetRequiredService<ClientLife>());
        builder.AddReminders();
        builder.AddPlacementDirector<ShardPlacement>(static _ => new ShardPlacementDirector());
        services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, SiloStart>();
        services.PostConfigure<ReminderOptions>(static options =>
        {
            if (options.MinimumReminderPeriod == OrleansReminderPeriod)
                options.MinimumReminderPeriod = SendReminder.Period;
        });
        services.PostConfigure<ClusterMembershipOptions>(NoticeSoon);
        // A shard may take so long to let go of what is in flight.
        services.AddOptions<GrainCollectionOptions>().PostConfigure<RxTimSiloOptions>(static (options, own) =>
        {
            var least = own.DrainTimeout + TimeSpan.FromSeconds(5);
            if (options.DeactivationTimeout < least)
                options.DeactivationTimeout = least;
        });
        return builder;
    }

    /// <summary>Adds <see cref="IClusterSends"/> to a client of a cluster whose silos have RxTim.</summary>
    /// <param name="builder">The client.</param>
    /// <returns>The same builder.</returns>
    public static IClientBuilder AddRxTim(this IClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddRxTimClusterClient();
        return builder;
    }

    /// <summary>Adds <see cref="IClusterSends"/> to services that have an Orleans client or silo.</summary>
    /// <param name="services">The services.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddRxTimClusterClient(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton<ClientLife>();
        services.TryAddSingleton(static provider => new GrainCalls(provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILifecycleParticipant<IClusterClientLifecycle>, ClientLife>(
            static provider => provider.GetRequiredService<ClientLife>()));
        services.TryAddSingleton<IClusterSends, ClusterSends>();
        return services;
    }

    // Only where the host has said nothing.
    private static void NoticeSoon(ClusterMembershipOptions options)
    {
        var orleans = new ClusterMembershipOptions();
        if (options.ProbeTimeout != orleans.ProbeTimeout || options.NumMissedProbesLimit != orleans.NumMissedProbesLimit)
            return;
        options.ProbeTimeout = TimeSpan.FromSeconds(1);
        options.NumMissedProbesLimit = 2;
        if (options.NumVotesForDeathDeclaration == orleans.NumVotesForDeathDeclaration)
            options.NumVotesForDeathDeclaration = 1;
        if (options.TableRefreshTimeout == orleans.TableRefreshTimeout)
            options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
    }
}
