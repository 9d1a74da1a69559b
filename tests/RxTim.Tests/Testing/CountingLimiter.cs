using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>A concurrency limiter that counts the permits that are held.</summary>
internal sealed class CountingLimiter(int permits) : RateLimiter
{
    private readonly ConcurrencyLimiter limiter = new(new()
    {
        PermitLimit = permits,
        QueueLimit = int.MaxValue,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private readonly Signal changed = new();
    private int held;
    private int most;
    private int granted;

    public int Held => Volatile.Read(ref held);

    /// <summary>How many were held at one time at most.</summary>
    public int Most => Volatile.Read(ref most);

    public int Granted => Volatile.Read(ref granted);

    public override TimeSpan? IdleDuration => null;

    public Task HeldAsync(int count) => changed.WhenAsync(() => Held == count);

    public override RateLimiterStatistics? GetStatistics() => limiter.GetStatistics();

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => Count(limiter.AttemptAcquire(permitCount));

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        Count(await limiter.AcquireAsync(permitCount, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        limiter.Dispose();
        base.Dispose(disposing);
    }

    private Lease Count(RateLimitLease lease)
    {
        if (lease.IsAcquired)
        {
            Interlocked.Increment(ref granted);
            var now = Interlocked.Increment(ref held);
            InterlockedMax(now);
            changed.Changed();
        }
        return new Lease(this, lease);
    }

    private void InterlockedMax(int now)
    {
        var before = Most;
        while (now > before && Interlocked.CompareExchange(ref most, now, before) is var seen && seen != before)
            before = seen;
    }

    private sealed class Lease(CountingLimiter owner, RateLimitLease lease) : RateLimitLease
    {
        private int disposed;

        public override bool IsAcquired => lease.IsAcquired;

        public override IEnumerable<string> MetadataNames => lease.MetadataNames;

        public override bool TryGetMetadata(string metadataName, out object? metadata) => lease.TryGetMetadata(metadataName, out metadata);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (!lease.IsAcquired || Interlocked.Exchange(ref disposed, 1) != 0)
                return;
            // Before another can have it.
            Interlocked.Decrement(ref owner.held);
            lease.Dispose();
            owner.changed.Changed();
        }
    }
}
