using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>
/// Grants no more than so many permits in any second: it remembers when each of the last was granted. Who waits is served in order, and
/// one timer wakes the first.
/// </summary>
internal sealed class AnySecondLimiter : RateLimiter
{
    private readonly object gate = new();
    private readonly TimeProvider time;
    private readonly int most;
    private readonly long second;
    private readonly ITimer timer;

    // When the permits of the last second were granted, oldest first.
    private readonly Queue<long> grants = new();
    private readonly LinkedList<Waiter> waiters = new();

    // When a permit was last granted; before the first, when the limiter was made.
    private long newest;
    private long granted;
    private long refused;
    private bool disposed;

    public AnySecondLimiter(int most, TimeProvider time)
    {
        this.most = most;
        this.time = time;
        second = time.TimestampsIn(TimeSpan.FromSeconds(1));
        newest = time.GetTimestamp();
        timer = time.CreateTimer(
            static limiter => ((AnySecondLimiter)limiter!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
                return Free() < most || waiters.Count > 0 ? null : time.GetElapsedTime(newest);
        }
    }

    public override RateLimiterStatistics? GetStatistics()
    {
        lock (gate)
        {
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = Free(),
                CurrentQueuedCount = waiters.Sum(static waiter => (long)waiter.Permits),
                TotalSuccessfulLeases = granted,
                TotalFailedLeases = refused,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            Check(permitCount);
            if (waiters.Count == 0 && TryGrant(permitCount))
                return Lease.Granted;
            refused++;
            return Lease.Refused;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (gate)
        {
            Check(permitCount);
            if (waiters.Count == 0 && TryGrant(permitCount))
                return new ValueTask<RateLimitLease>(Lease.Granted);
            node = waiters.AddLast(new Waiter(permitCount));
            if (waiters.Count == 1)
                Arm();
        }
        // Outside the lock, for disposing a registration waits for its callback, which takes the lock.
        var registration = cancellationToken.Register(() => Cancel(node, cancellationToken));
        return new ValueTask<RateLimitLease>(node.Value.LeaseAsync(registration));
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate)
        {
            if (disposed)
                return;
            disposed = true;
            timer.Dispose();
            refused += waiters.Count;
            foreach (var waiter in waiters)
                waiter.SetResult(Lease.Refused);
            waiters.Clear();
        }
        base.Dispose(disposing);
    }

    private void Check(int permitCount)
    {
        if (disposed)
            throw new ObjectDisposedException(nameof(RateLimiter), "The limiter of calls per second is disposed.");
        if (permitCount > most)
            throw new ArgumentOutOfRangeException(nameof(permitCount), permitCount, $"Never more than {most} permits a second.");
    }

    private void Serve()
    {
        lock (gate)
        {
            while (waiters.First is { } first && TryGrant(first.Value.Permits))
            {
                waiters.RemoveFirst();
                first.Value.SetResult(Lease.Granted);
            }
            Arm();
        }
    }

    private void Cancel(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (node.List is null)
                return;
            waiters.Remove(node);
            refused++;
            node.Value.TrySetCanceled(cancellationToken);
        }
        // Whoever comes next may want less.
        Serve();
    }

    // Sets the timer for when the grant that stands in the first waiter's way is a second old.
    private void Arm()
    {
        if (disposed || waiters.First is not { } first)
            return;
        var inTheWay = first.Value.Permits - Free();
        var free = inTheWay <= 0 ? 0 : grants.ElementAt(inTheWay - 1) + second;
        timer.Change(time.WaitUntil(free), Timeout.InfiniteTimeSpan);
    }

    private bool TryGrant(int permits)
    {
        if (disposed || Free() < permits)
            return false;
        newest = time.GetTimestamp();
        for (var i = 0; i < permits; i++)
            grants.Enqueue(newest);
        granted++;
        return true;
    }

    private int Free()
    {
        var now = time.GetTimestamp();
        while (grants.Count > 0 && now - grants.Peek() >= second)
            grants.Dequeue();
        return most - grants.Count;
    }

    private sealed class Waiter(int permits) : TaskCompletionSource<RateLimitLease>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int Permits { get; } = permits;

        public async Task<RateLimitLease> LeaseAsync(CancellationTokenRegistration cancellation)
        {
            using (cancellation)
                return await Task.ConfigureAwait(false);
        }
    }

    private sealed class Lease(bool acquired) : RateLimitLease
    {
        public static readonly Lease Granted = new(true);
        public static readonly Lease Refused = new(false);

        public override bool IsAcquired { get; } = acquired;

        public override IEnumerable<string> MetadataNames => [];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = null;
            return false;
        }
    }
}
