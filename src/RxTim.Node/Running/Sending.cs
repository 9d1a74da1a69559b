namespace RxTim.Node;

/// <summary>How the silo sends.</summary>
internal static class Sending
{
    public static void Add(ISiloBuilder silo, SendingSettings settings, Backend backend, TimeProvider time)
    {
        _ = (silo, settings, backend, time);
    }

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
