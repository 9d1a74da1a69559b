using System.Threading.RateLimiting;

namespace RxTim.Orleans;

/// <summary>A silo's share of the calls or of the recipients of the whole cluster, as a limiter. Permits are held until their lease is
/// given back. Who waits is served in order; none is turned away.</summary>
internal sealed class SiloLimiter(SiloPermits permits, ClusterPacing pacing) : RateLimiter
{
    private static readonly SiloLease Refused = new(null, 0);

    /// <summary>Null: the limiter lives as long as the silo.</summary>
    public override TimeSpan? IdleDuration => null;

    public override RateLimiterStatistics? GetStatistics()
    {
        lock (pacing.Gate)
        {
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = permits.Ready,
                CurrentQueuedCount = permits.WaitingPermits,
                TotalSuccessfulLeases = permits.Leases,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (pacing.Gate)
        {
            Check(permitCount);
            return permits.TryTake(permitCount, pacing.Now) ? new SiloLease(this, permitCount) : Refused;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        LinkedListNode<PermitWaiter> node;
        lock (pacing.Gate)
        {
            Check(permitCount);
            if (permits.TryTake(permitCount, pacing.Now))
                return new ValueTask<RateLimitLease>(new SiloLease(this, permitCount));
            node = permits.Wait(permitCount);
            pacing.Look();
        }
        return new ValueTask<RateLimitLease>(WaitAsync(node, cancellationToken));
    }

    private async Task<RateLimitLease> WaitAsync(LinkedListNode<PermitWaiter> node, CancellationToken cancellationToken)
    {
        using var cancellation = cancellationToken.UnsafeRegister(_ => Cancel(node, cancellationToken), null);
        return await node.Value.Task.ConfigureAwait(false) ? new SiloLease(this, node.Value.Permits) : Refused;
    }

    private void Cancel(LinkedListNode<PermitWaiter> node, CancellationToken cancellationToken)
    {
        lock (pacing.Gate)
        {
            if (!permits.Leave(node, pacing.Now))
                return;
            node.Value.TrySetCanceled(cancellationToken);
            pacing.Look();
        }
    }

    private void Check(int permitCount)
    {
        if (pacing.IsOver)
            throw new ObjectDisposedException(nameof(RateLimiter), "The silo's pace is disposed.");
        if (permitCount > permits.Most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(permitCount), permitCount, $"The cluster's pace never grants more than {permits.Most} permits at a time.");
        }
    }

    private void GiveBack(int count)
    {
        lock (pacing.Gate)
        {
            permits.GiveBack(count, pacing.Now);
            pacing.Look();
        }
    }

    private sealed class SiloLease(SiloLimiter? limiter, int permits) : RateLimitLease
    {
        private int givenBack;

        public override bool IsAcquired => limiter is not null;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }

        protected override void Dispose(bool disposing)
        {
            if (limiter is not null && permits > 0 && Interlocked.Exchange(ref givenBack, 1) == 0)
                limiter.GiveBack(permits);
            base.Dispose(disposing);
        }
    }
}
