using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>Waiting for a <see cref="RateLimiter"/> without being turned away.</summary>
public static class RateLimiterExtensions
{
    // How long to wait for a limiter that turns the caller away and does not say for how long.
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for permits however often the limiter refuses them, as a limiter does whose queue is full: after each refusal for as
    /// long as it says (<see cref="MetadataName.RetryAfter"/>), or 100 ms.</summary>
    /// <param name="limiter">The limiter.</param>
    /// <param name="permits">How many; at least 0, and no more than the limiter ever grants at a time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The permits, held until the lease is disposed: dispose it when what they count is over.</returns>
    public static async ValueTask<RateLimitLease> WaitAsync(
        this RateLimiter limiter, int permits, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(limiter);
        ArgumentNullException.ThrowIfNull(time);
        while (true)
        {
            // Who waits here gives the lease back when what it counts is over, which may be long after a window.
            var acquiring = limiter is WindowLimiter window
                ? window.AcquireHeldAsync(permits, cancellationToken)
                : limiter.AcquireAsync(permits, cancellationToken);
            var lease = await acquiring.ConfigureAwait(false);
            if (lease.IsAcquired)
                return lease;
            var retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > TimeSpan.Zero ? told : DefaultRetry;
            lease.Dispose();
#if NET
            await Task.Delay(retryAfter, time, cancellationToken).ConfigureAwait(false);
#else
            await time.Delay(retryAfter, cancellationToken).ConfigureAwait(false);
#endif
        }
    }
}
