using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>How the silo sends.</summary>
internal static class Sending
{
    public static void Add(ISiloBuilder silo, SendingSettings settings, Backend backend, TimeProvider time) => silo.AddRxTim(options =>
    {
        options.Transport = _ => backend.Transport;
        options.History = backend.History is { } history ? _ => history : null;
        options.Withdrawal = backend.Withdrawal is { } withdrawal ? _ => withdrawal : null;
        options.Client = ClientOptions(settings, time);
        if (settings.CallsPerSecond is not null || settings.RecipientsPerMinute is not null)
            options.Pace = new ClusterPace { CallsPerSecond = settings.CallsPerSecond, RecipientsPerMinute = settings.RecipientsPerMinute };
    });

    /// <summary>The options of the client that the silo's shards send with.</summary>
    public static TimClientOptions ClientOptions(SendingSettings settings, TimeProvider time)
    {
        var options = new TimClientOptions
        {
            IdentifiersPerCall = settings.IdentifiersPerCall,
            MaxConcurrentCalls = settings.ConcurrentCalls,
            Retry = new RetryOptions { MaxAttempts = 1 + settings.Retries },
            TimeProvider = time,
        };
        return settings.ResultTimeout is { } timeout ? options with { ResultTimeout = timeout } : options;
    }
}
