using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>Keeps all sends of a client together within what the transport allows in flight. Who comes first is served first.</summary>
internal sealed class InFlightLimiter(int maxCalls, int maxIdentifiers, Action<Exception> report) : IDisposable
{
    // Null where there is no limit.
    private readonly ConcurrencyLimiter? calls = Limiter(maxCalls);
    private readonly ConcurrencyLimiter? identifiers = Limiter(maxIdentifiers);

    /// <summary>Waits for room for one call of so many identifiers. Disposing what it gives makes the room free again.</summary>
    public async ValueTask<IDisposable?> EnterAsync(int count, CancellationToken cancellationToken)
    {
        var call = await AcquireAsync(calls, 1, cancellationToken).ConfigureAwait(false);
        try
        {
            var share = await AcquireAsync(identifiers, count, cancellationToken).ConfigureAwait(false);
            return Leases.Both(call, share, report);
        }
        catch
        {
            call?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        calls?.Dispose();
        identifiers?.Dispose();
    }

    private static async ValueTask<RateLimitLease?> AcquireAsync(ConcurrencyLimiter? limiter, int permits, CancellationToken cancellationToken) =>
        limiter is null ? null : await limiter.AcquireAsync(permits, cancellationToken).ConfigureAwait(false);

    private static ConcurrencyLimiter? Limiter(int most) => most == int.MaxValue ? null : new(new ConcurrencyLimiterOptions
    {
        PermitLimit = most,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
