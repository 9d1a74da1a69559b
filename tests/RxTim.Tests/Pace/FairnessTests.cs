using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>Sends of one client have permits in turn, whatever the limiter does with those that it refuses.</summary>
public sealed class FairnessTests
{
    private readonly VirtualTime time = new();

    [Fact]
    public async Task A_large_call_has_its_turn_although_small_ones_keep_coming()
    {
        using var limiter = new Refilled();
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { TimeProvider = time, RecipientLimiter = limiter, IdentifiersPerCall = 60 });
        var large = client.RunAsync(Face.Push, Ask.Many(60));
        await limiter.RefusedAsync(60);
        var small = Enumerable.Range(0, 30).Select(i => client.RunAsync(Face.Pull, Ask.For($"small{i}"))).ToList();
        while (!large.IsCompleted)
        {
            limiter.Refill(10);
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        limiter.Refill(1_000);
        await time.PassUntilAsync(Task.WhenAll(small), stepInSeconds: 0.1);
        Assert.Equal(60, transport.Calls[0].Identifiers.Count);
        Assert.Equal(31, transport.Calls.Count);
    }

    /// <summary>Has permits when a test gives it some, and keeps no queue: who comes when there are enough has them.</summary>
    private sealed class Refilled : RateLimiter
    {
        private readonly Signal changed = new();
        private int permits;
        private int lastRefused;

        public override TimeSpan? IdleDuration => null;

        public void Refill(int more) => Interlocked.Add(ref permits, more);

        public Task RefusedAsync(int count) => changed.WhenAsync(() => Volatile.Read(ref lastRefused) == count);

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount)
        {
            lock (changed)
            {
                if (permits >= permitCount)
                {
                    Interlocked.Add(ref permits, -permitCount);
                    return new Lease(true);
                }
            }
            Volatile.Write(ref lastRefused, permitCount);
            changed.Changed();
            return new Lease(false);
        }

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            new(AttemptAcquireCore(permitCount));

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
}
