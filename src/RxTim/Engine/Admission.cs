using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>What each call waits for before it is handed over: room in what the transport allows in flight, the end of a pause after "too many
/// calls", and the permits of the caller's limiters. Who comes first is served first.</summary>
internal sealed class Admission(SendContext context) : IDisposable
{
    private readonly InFlightLimiter room = new(context.Limits.MaxCallsInFlight, context.Limits.MaxIdentifiersInFlight, context.Report);

    // One call at a time asks for permits. So a large one has its turn although many small ones wait, whatever the limiter does with those that
    // it refuses, and what was granted is not kept from others while many calls wait for a pause to end. Null where there is no limiter.
    private readonly ConcurrencyLimiter? turns = context.Options is { CallLimiter: null, RecipientLimiter: null }
        ? null
        : new(new() { PermitLimit = 1, QueueLimit = int.MaxValue, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Waits for a call of so many identifiers.</summary>
    /// <returns>What the call holds until it is over; and of how many identifiers it may be, where it can never be of all.</returns>
    /// <exception cref="LimiterException">A limiter of the caller failed.</exception>
    public async ValueTask<Admitted> EnterAsync(int identifiers, CancellationToken cancellationToken)
    {
        var place = await room.EnterAsync(identifiers, cancellationToken).ConfigureAwait(false);
        try
        {
            using var turn = turns is null ? null : await turns.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
            var admitted = await WaitForPermitsAsync(identifiers, cancellationToken).ConfigureAwait(false);
            return admitted with { Lease = Leases.Both(place, admitted.Lease, context.Report) };
        }
        catch
        {
            place?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        room.Dispose();
        turns?.Dispose();
    }

    private async ValueTask<Admitted> WaitForPermitsAsync(int identifiers, CancellationToken cancellationToken)
    {
        while (true)
        {
            await context.Throttle.WaitAsync(cancellationToken).ConfigureAwait(false);
            // Permits last, so that calls go out no closer to each other than permits are given.
            var admitted = await AcquireAsync(identifiers, cancellationToken).ConfigureAwait(false);
            if (context.Throttle.TryPass())
                return admitted;
            Leases.GiveBack(admitted.Lease, context.Report);
        }
    }

    private async ValueTask<Admitted> AcquireAsync(int identifiers, CancellationToken cancellationToken)
    {
        // Recipients first: those may be waited for much longer, and meanwhile a call's own permit would age.
        var admitted = context.Options.RecipientLimiter is { } recipients
            ? await AcquireRecipientsAsync(recipients, identifiers, cancellationToken).ConfigureAwait(false)
            : new Admitted(identifiers, null);
        if (context.Options.CallLimiter is not { } calls)
            return admitted;
        try
        {
            var call = await AcquireAsync(calls, 1, cancellationToken).ConfigureAwait(false);
            return admitted with { Lease = Leases.Both(admitted.Lease, call, context.Report) };
        }
        catch (Exception thrown)
        {
            Leases.GiveBack(admitted.Lease, context.Report);
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw new LimiterException("call", thrown);
        }
    }

    private async ValueTask<Admitted> AcquireRecipientsAsync(RateLimiter limiter, int identifiers, CancellationToken cancellationToken)
    {
        while (true)
        {
            var count = Math.Min(identifiers, context.CallSize.Most);
            try
            {
                var lease = await AcquireAsync(limiter, count, cancellationToken).ConfigureAwait(false);
                context.CallSize.Granted(count);
                return new Admitted(count, lease);
            }
            catch (Exception thrown) when (!cancellationToken.IsCancellationRequested)
            {
                // That is how a limiter says that it could never grant so many.
                if (thrown is not ArgumentOutOfRangeException || !context.CallSize.CanBeLess(count))
                    throw new LimiterException("recipient", thrown);
            }
        }
    }

    private ValueTask<RateLimitLease> AcquireAsync(RateLimiter limiter, int permits, CancellationToken cancellationToken) =>
        limiter.WaitAsync(permits, context.Options.TimeProvider, cancellationToken);
}

/// <summary>What a call was admitted with.</summary>
/// <param name="Identifiers">Of how many identifiers it may be.</param>
/// <param name="Lease">What it holds until it is over.</param>
internal readonly record struct Admitted(int Identifiers, IDisposable? Lease);

/// <summary>The caller's rate limiter failed, for example because it is disposed.</summary>
internal sealed class LimiterException(string limiter, Exception innerException)
    : Exception($"The {limiter} limiter failed: {innerException.Message}", innerException);
