using System.Reactive.Concurrency;

namespace RxTim.Testing;

/// <summary>A timer on a scheduler.</summary>
internal sealed class SchedulerTimer(IScheduler scheduler, Action callback, Action onSet, Action onUnset) : ITimer
{
    private readonly object gate = new();
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private IDisposable? due;
    private long setting;
    private bool disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (disposed)
                return false;
            this.period = period;
            Unset();
            if (dueTime != Timeout.InfiniteTimeSpan)
                Set(dueTime);
        }
        return true;
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            Unset();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    private void Set(TimeSpan dueTime)
    {
        var mine = ++setting;
        due = scheduler.Schedule(dueTime, () => Fire(mine));
        onSet();
    }

    private void Unset()
    {
        if (due is null)
            return;
        due.Dispose();
        due = null;
        onUnset();
    }

    private void Fire(long mine)
    {
        lock (gate)
        {
            if (due is null || mine != setting)
                return;
            Unset();
            if (period > TimeSpan.Zero)
                Set(period);
        }
        callback();
    }
}
