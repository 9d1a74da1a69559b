using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace RxTim.Orleans;

/// <summary>Checks as a silo starts that it has what it needs, and says where nothing survives.</summary>
internal sealed partial class SiloStart(IServiceProvider services, RxTimSiloOptions options, ILogger<SiloStart> logger)
    : ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle lifecycle) =>
        lifecycle.Subscribe(nameof(SiloStart), ServiceLifecycleStage.ApplicationServices, StartAsync);

    private Task StartAsync(CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<SiloSending>();
        var storage = services.GetKeyedService<IGrainStorage>(options.StorageName) ?? services.GetService<IGrainStorage>()
            ?? throw new InvalidOperationException(
                $"RxTim needs a grain storage named \"{options.StorageName}\", or a default one: for development AddMemoryGrainStorageAsDefault().");
        if (storage is MemoryGrainStorage)
            LogMemory(logger);
        return Task.CompletedTask;
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "Sends are stored in memory: nothing of them survives the end of the silos")]
    private static partial void LogMemory(ILogger logger);
}
