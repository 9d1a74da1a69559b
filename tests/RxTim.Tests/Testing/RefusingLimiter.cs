using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>A limiter that turns away so many, says when to come back or says nothing, and then grants all.</summary>
internal sealed class RefusingLimiter(int refusals, TimeSpan? retryAfter) : RateLimiter
{
    private readonly Signal changed = new();
    private int asked;

    public int Asked => Volatile.Read(ref asked);

    public override TimeSpan? IdleDuration => null;

    public Task AskedAsync(int count) => changed.WhenAsync(() => Asked >= count);

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new NotSupportedException();

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        var grants = Interlocked.Increment(ref asked) > refusals;
        changed.Changed();
        return new(new Lease(grants, grants ? null : retryAfter));
    }

    private sealed class Lease(bool acquired, TimeSpan? retryAfter) : RateLimitLease
    {
        public override bool IsAcquired => acquired;

        public override IEnumerable<string> MetadataNames => retryAfter is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? retryAfter : null;
            return metadata is not null;
        }
    }
}
