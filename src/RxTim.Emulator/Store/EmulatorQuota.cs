namespace RxTim.Emulator;

/// <summary>How much of something is allowed in a span of time, wherever that begins, and how much of it is used.</summary>
public sealed class EmulatorQuota
{
    // Guards the fields below.
    private readonly object gate = new();

    private readonly TimeProvider time;

    // What was taken within the last window, oldest first.
    private readonly Queue<(long Time, int Count)> taken = new();

    private int used;

    internal EmulatorQuota(int? limit, TimeSpan window, TimeProvider time)
    {
        Limit = limit;
        Window = window;
        this.time = time;
    }

    /// <summary>How much is allowed; null if all is.</summary>
    public int? Limit { get; }

    /// <summary>The span of time.</summary>
    public TimeSpan Window { get; }

    /// <summary>How much was taken in the window that ends now; 0 if all is allowed, for then nothing is counted.</summary>
    public int Used
    {
        get
        {
            lock (gate)
            {
                Forget(time.GetTimestamp());
                return used;
            }
        }
    }

    /// <summary>Takes some of it, or nothing if not all of that is left.</summary>
    /// <param name="count">How much; 0 or more.</param>
    /// <returns>Whether it was taken.</returns>
    public bool TryTake(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (Limit is not { } limit)
            return true;
        lock (gate)
        {
            var now = time.GetTimestamp();
            Forget(now);
            if (count > limit - used)
                return false;
            taken.Enqueue((now, count));
            used += count;
            return true;
        }
    }

    private void Forget(long now)
    {
        while (taken.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Time, now) >= Window)
            used -= taken.Dequeue().Count;
    }
}
