using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>
/// Grants no more than so many permits in any window of time, wherever it begins. A permit counts from when it is granted, and anew from when
/// its lease is given back: somewhere in between, on the way, the backend counts it. Who waits is served in order, and one timer wakes the
/// first.
/// </summary>
internal sealed class WindowLimiter : RateLimiter
{
    // What a window is divided into. Permits that are granted in the same part go when the last of them does, so that memory does not grow with
    // the rate.
    private const int Parts = 1_000;

    private readonly object gate = new();
    private readonly TimeProvider time;
    private readonly long window;
    private readonly long part;
    private readonly ITimer timer;

    // The permits of the last window whose lease is not held, oldest first.
    private readonly Queue<WindowGrants> grants = new();
    private readonly LinkedList<Waiter> waiters = new();

    // The end of the queue.
    private WindowGrants newest;

    // All that count: those in the queue, and those that are held.
    private int counted;
    private long granted;
    private long refused;
    private bool disposed;

    /// <param name="most">How many permits.</param>
    /// <param name="span">The window.</param>
    /// <param name="time">The clock.</param>
    public WindowLimiter(int most, TimeSpan span, TimeProvider time)
    {
        Most = most;
        Span = span;
        this.time = time;
        window = time.TimestampsIn(span);
        part = Math.Max(1, window / Parts);
        newest = new WindowGrants(time.GetTimestamp()) { IsOver = true };
        timer = time.CreateTimer(
            static limiter => ((WindowLimiter)limiter!).Serve(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many permits there are; no lease is for more.</summary>
    public int Most { get; }

    public TimeSpan Span { get; }

    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
                return Free() < Most || waiters.Count > 0 ? null : time.GetElapsedTime(newest.Last);
        }
    }

    public override RateLimiterStatistics? GetStatistics()
    {
        lock (gate)
        {
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = Math.Max(0, Free()),
                CurrentQueuedCount = waiters.Sum(static waiter => (long)waiter.Permits),
                TotalSuccessfulLeases = granted,
                TotalFailedLeases = refused,
            };
        }
    }

    /// <summary>Waits for permits that count until their lease is given back, however long that takes, and for a window from then. They are
    /// held as they are granted: whoever waits for them may be told much later.</summary>
    public ValueTask<RateLimitLease> AcquireHeldAsync(int permits, CancellationToken cancellationToken)
    {
        if (permits < 0)
            throw new ArgumentOutOfRangeException(nameof(permits), permits, "At least no permits.");
        return cancellationToken.IsCancellationRequested
            ? new(Task.FromCanceled<RateLimitLease>(cancellationToken))
            : AcquireAsync(permits, isHeld: true, cancellationToken);
    }

    /// <summary>The lease's permits count for a window from now.</summary>
    public void GiveBack(WindowLease lease)
    {
        lock (gate)
        {
            if (lease.TakeOut())
                counted -= lease.Permits;
            Count(lease.Permits);
            Arm();
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            Check(permitCount);
            if (waiters.Count == 0 && TryGrant(permitCount, isHeld: false) is { } lease)
                return lease;
            refused++;
            return WindowLease.Refused;
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        AcquireAsync(permitCount, isHeld: false, cancellationToken);

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
                waiter.SetResult(WindowLease.Refused);
            waiters.Clear();
        }
        base.Dispose(disposing);
    }

    private ValueTask<RateLimitLease> AcquireAsync(int permitCount, bool isHeld, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> node;
        lock (gate)
        {
            Check(permitCount);
            if (waiters.Count == 0 && TryGrant(permitCount, isHeld) is { } lease)
                return new ValueTask<RateLimitLease>(lease);
            node = waiters.AddLast(new Waiter(permitCount, isHeld));
            if (waiters.Count == 1)
                Arm();
        }
        // Outside the lock, for disposing a registration waits for its callback, which takes the lock.
        var registration = cancellationToken.Register(() => Cancel(node, cancellationToken));
        return new ValueTask<RateLimitLease>(node.Value.LeaseAsync(registration));
    }

    private void Check(int permitCount)
    {
        if (disposed)
            throw new ObjectDisposedException(nameof(RateLimiter), $"The limiter of {Most} permits in {Span.TotalSeconds:0.###} s is disposed.");
        if (permitCount > Most)
        {
            throw new ArgumentOutOfRangeException(
                nameof(permitCount), permitCount, $"Never more than {Most} permits in {Span.TotalSeconds:0.###} s.");
        }
    }

    private void Serve()
    {
        lock (gate)
        {
            while (waiters.First is { } first && TryGrant(first.Value.Permits, first.Value.IsHeld) is { } lease)
            {
                waiters.RemoveFirst();
                first.Value.SetResult(lease);
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

    // Sets the timer for when the grants that stand in the first waiter's way are a window old. There is none to set while leases that are held
    // stand in it: whoever gives one back sets it.
    private void Arm()
    {
        if (disposed || waiters.First is not { } first)
            return;
        var inTheWay = first.Value.Permits - Free();
        var free = time.GetTimestamp();
        foreach (var grant in grants)
        {
            if (inTheWay <= 0)
                break;
            inTheWay -= grant.Permits;
            free = grant.Last + window;
        }
        timer.Change(inTheWay <= 0 ? time.WaitUntil(free) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private WindowLease? TryGrant(int permits, bool isHeld)
    {
        if (disposed || Free() < permits)
            return null;
        granted++;
        if (!isHeld)
            return new WindowLease(this, Count(permits), permits);
        counted += permits;
        return new WindowLease(this, null, permits);
    }

    private WindowGrants Count(int permits)
    {
        var now = time.GetTimestamp();
        if (newest.IsOver || now - newest.First >= part)
            grants.Enqueue(newest = new WindowGrants(now));
        newest.Last = now;
        newest.Permits += permits;
        counted += permits;
        return newest;
    }

    private int Free()
    {
        var now = time.GetTimestamp();
        while (grants.Count > 0 && now - grants.Peek().Last >= window)
        {
            var over = grants.Dequeue();
            over.IsOver = true;
            counted -= over.Permits;
        }
        return Most - counted;
    }

    private sealed class Waiter(int permits, bool isHeld)
        : TaskCompletionSource<RateLimitLease>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int Permits { get; } = permits;

        public bool IsHeld { get; } = isHeld;

        public async Task<RateLimitLease> LeaseAsync(CancellationTokenRegistration cancellation)
        {
            using (cancellation)
                return await Task.ConfigureAwait(false);
        }
    }
}
