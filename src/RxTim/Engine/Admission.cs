namespace RxTim;

/// <summary>What each call waits for before it is handed over: room in what the transport allows in flight, the end of a pause after "too many
/// calls", and a permit of the caller's limiter. Who comes first is served first.</summary>
internal sealed class Admission(SendContext context) : IDisposable
{
    private readonly InFlightLimiter room = new(context.Limits.MaxCallsInFlight, context.Limits.MaxIdentifiersInFlight);

    /// <summary>Waits for a call of so many identifiers.</summary>
    /// <returns>What the call holds until it is over.</returns>
    /// <exception cref="CallLimiterException">The caller's limiter failed.</exception>
    public async ValueTask<IDisposable?> EnterAsync(int identifiers, CancellationToken cancellationToken)
    {
        var place = await room.EnterAsync(identifiers, cancellationToken).ConfigureAwait(false);
        try
        {
            return Leases.Both(place, await WaitForPermitAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            place?.Dispose();
            throw;
        }
    }

    public void Dispose() => room.Dispose();

    private async ValueTask<IDisposable?> WaitForPermitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await context.Throttle.WaitAsync(cancellationToken).ConfigureAwait(false);
            // The permit last, so that calls go out no closer to each other than permits are given.
            var permit = await AcquireAsync(cancellationToken).ConfigureAwait(false);
            if (context.Throttle.TryPass())
                return permit;
            Leases.GiveBack(permit, context.Report);
        }
    }

    private async ValueTask<IDisposable?> AcquireAsync(CancellationToken cancellationToken)
    {
        if (context.Options.CallLimiter is not { } limiter)
            return null;
        try
        {
            return await limiter.WaitAsync(1, context.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
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
