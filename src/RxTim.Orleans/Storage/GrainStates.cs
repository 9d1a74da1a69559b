using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace RxTim.Orleans;

/// <summary>Makes the states of grains in the storage that the silo's options name.</summary>
internal sealed class GrainStates(IPersistentStateFactory factory, IServiceProvider services, RxTimSiloOptions options)
{
    // The default storage where there is none of the name that nobody has asked for.
    private readonly string? storage =
        options.StorageName == RxTimSiloOptions.DefaultStorageName && services.GetKeyedService<IGrainStorage>(options.StorageName) is null
            ? null
            : options.StorageName;

    /// <summary>Those of a silo; with the options' defaults where it was given none.</summary>
    public static GrainStates Of(IServiceProvider services) => services.GetService<GrainStates>()
        ?? new GrainStates(services.GetRequiredService<IPersistentStateFactory>(), services, new RxTimSiloOptions());

    /// <summary>A state of a grain that is being made: it is read before the grain is activated.</summary>
    public IPersistentState<T> Create<T>(IGrainContext context, string name) =>
        factory.Create<T>(context, new Configuration(name, storage));

    private sealed record Configuration(string StateName, string? StorageName) : IPersistentStateConfiguration
    {
        string IPersistentStateConfiguration.StorageName => StorageName!;
    }
}
