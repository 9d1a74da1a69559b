using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>Waits before a call: for the backend that had too many, and for the caller's rate limiter.</summary>
internal static class CallLimit
{
    // How long to wait for a limiter that turns the call away and does not say for how long.
    private static readonly TimeSpan DefaultRetry = TimeSpan.FromMilliseconds(100);

    public static async ValueTask WaitAsync(SendContext context, CancellationToken cancellationToken)
    {
        // The permit last, so that calls go out no closer to each other than permits are given.
        do
        {
            await context.Throttle.WaitAsync(cancellationToken).ConfigureAwait(false);
            await WaitForPermitAsync(context.Options, cancellationToken).ConfigureAwait(false);
        }
        while (!context.Throttle.TryPass());
    }

    private static async ValueTask WaitForPermitAsync(TimClientOptions options, CancellationToken cancellationToken)
    {
        if (options.CallLimiter is not { } limiter)
            return;
        while (true)
        {
            using var lease = await AcquireAsync(limiter, cancellationToken).ConfigureAwait(false);
            if (lease.IsAcquired)
                return;
            // Its queue is full. A call is never dropped for that: it comes again.
            var retryAfter = lease.TryGetMetadata(MetadataName.RetryAfter, out var told) && told > TimeSpan.Zero ? told : DefaultRetry;
#if NET
            await Task.Delay(retryAfter, options.TimeProvider, cancellationToken).ConfigureAwait(false);
#else
            await options.TimeProvider.Delay(retryAfter, cancellationToken).ConfigureAwait(false);
#endif
        }
    }

    private static async ValueTask<RateLimitLease> AcquireAsync(RateLimiter limiter, CancellationToken cancellationToken)
    {
        try
        {
            return await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception thrown) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CallLimiterException(thrown);
        }
    }
}

/// <summary>The caller's rate limiter failed, for example because it is disposed.</summary>
internal sealed class CallLimiterException(Exception innerException)
    : Exception($"The call limiter failed: {innerException.Message}", innerException);
