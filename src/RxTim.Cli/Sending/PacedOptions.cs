using System.Threading.RateLimiting;

namespace RxTim.Cli;

/// <summary>A client's options as the command line has them, and the limiter among them.</summary>
internal sealed class PacedOptions : IDisposable
{
    private readonly RateLimiter? pace;

    public PacedOptions(SendingSettings settings, TimeProvider time)
    {
        pace = settings.CallsPerSecond is { } calls ? Pace.CallsPerSecond(calls, time) : null;
        Options = new TimClientOptions
        {
            IdentifiersPerCall = settings.IdentifiersPerCall,
            MaxConcurrentCalls = settings.ConcurrentCalls,
            CallLimiter = pace,
            Retry = new RetryOptions { MaxAttempts = 1 + settings.Retries },
            TimeProvider = time,
        };
        if (settings.Timeout is { } timeout)
            Options = Options with { ResultTimeout = timeout };
    }

    public TimClientOptions Options { get; }

    public void Dispose() => pace?.Dispose();
}
