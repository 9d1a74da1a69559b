using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Timers;

namespace RxTim.Orleans;

/// <summary>What brings a send's grain back when its silo fell. Where the cluster has no reminders, the next who asks for the send
/// does.</summary>
internal sealed partial class SendReminder(IServiceProvider services, ILogger<SendReminder> logger)
{
    private const string Name = "send";

    /// <summary>How often a send's grain is looked after.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly IReminderRegistry? registry =
        services.GetService<IReminderTable>() is null ? null : services.GetService<IReminderRegistry>();

    private bool isWarned;

    public async Task KeepAsync(GrainId send)
    {
        if (registry is not null)
            await registry.RegisterOrUpdateReminder(send, Name, Period, Period);
        else if (!isWarned)
        {
            isWarned = true;
            LogNone(logger);
        }
    }

    public async Task DropAsync(GrainId send)
    {
        if (registry is not null && await registry.GetReminder(send, Name) is { } kept)
            await registry.UnregisterReminder(send, kept);
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The silos have no reminders: a send whose silo falls goes on only when somebody asks for it")]
    private static partial void LogNone(ILogger logger);
}
