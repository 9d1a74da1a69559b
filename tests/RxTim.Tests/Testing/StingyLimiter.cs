using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>A rate limiter that turns away so many, then grants all.</summary>
internal sealed class StingyLimiter(int refusals) : RateLimiter
{
    private readonly Signal changed = new();
    private int refused;
    private int granted;

    public int Granted => Volatile.Read(ref granted);

    public override TimeSpan? IdleDuration => null;

    public Task RefusedAsync(int count) => changed.WhenAsync(() => Volatile.Read(ref refused) >= count);

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        Assert.Equal(1, permitCount);
        var grants = refused == refusals;
        if (grants)
            granted++;
        else
            refused++;
        changed.Changed();
        return new(new Lease(grants));
    }

    private sealed class Lease(bool acquired) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
