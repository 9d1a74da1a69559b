using System.Threading.RateLimiting;

namespace RxTim.Cli;

/// <summary>A client's options as the command line has them, and the limiters among them.</summary>
internal sealed class PacedOptions : IDisposable
{
    private readonly RateLimiter? calls;
    private readonly RateLimiter? recipients;

    public PacedOptions(SendingSettings settings, TimeProvider time)
    {
        calls = settings.Pace.CallsPerSecond is { } perSecond ? Pace.CallsPerSecond(perSecond, time) : null;
        recipients = settings.Pace.RecipientsPerMinute is { } perMinute ? Pace.RecipientsPerMinute(perMinute, time) : null;
        Options = new TimClientOptions
        {
            IdentifiersPerCall = settings.IdentifiersPerCall,
            MaxConcurrentCalls = settings.ConcurrentCalls,
            CallLimiter = calls,
            RecipientLimiter = recipients,
            Retry = new RetryOptions { MaxAttempts = 1 + settings.Retries },
            TimeProvider = time,
        };
        if (settings.Timeout is { } timeout)
            Options = Options with { ResultTimeout = timeout };
    }

    public TimClientOptions Options { get; }

    public void Dispose()
    {
        calls?.Dispose();
        recipients?.Dispose();
    }
}
