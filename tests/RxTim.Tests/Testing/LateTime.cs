namespace RxTim.Tests;

/// <summary>A clock that can jump: what was due meanwhile fires after the jump, as when a process was stopped or its machine slept.</summary>
internal sealed class LateTime : TimeProvider
{
    private readonly object gate = new();
    private readonly List<Timer> timers = [];
    private long now;

    public int TimersAlive
    {
        get
        {
            lock (gate)
                return timers.Count;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref now);

    public override DateTimeOffset GetUtcNow() => new(GetTimestamp(), TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        var timer = new Timer(this, () => callback(state));
        lock (gate)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Nothing runs for so long; then what was due fires, late.</summary>
    public void Stall(TimeSpan span)
    {
        List<Timer> due;
        lock (gate)
        {
            now += span.Ticks;
            due = timers.FindAll(timer => timer.Due <= now);
            foreach (var timer in due)
                timer.Due = long.MaxValue;
        }
        foreach (var timer in due)
            timer.Fire();
    }

    /// <summary>Time passes, and what is due fires when it is.</summary>
    public void Pass(TimeSpan span)
    {
        var end = GetTimestamp() + span.Ticks;
        while (true)
        {
            long next;
            lock (gate)
                next = timers.Select(static timer => timer.Due).Where(due => due <= end).DefaultIfEmpty(end).Min();
            Stall(TimeSpan.FromTicks(next - GetTimestamp()));
            lock (gate)
            {
                if (next == end && timers.TrueForAll(timer => timer.Due > end))
                    return;
            }
        }
    }

    private sealed class Timer(LateTime time, Action callback) : ITimer
    {
        public long Due { get; set; } = long.MaxValue;

        public void Fire() => callback();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time.gate)
                Due = dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : time.now + dueTime.Ticks;
            return true;
        }

        public void Dispose()
        {
            lock (time.gate)
                time.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
