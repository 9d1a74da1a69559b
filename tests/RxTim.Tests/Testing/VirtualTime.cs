using System.Collections.Concurrent;
using System.Reactive.Concurrency;
using Microsoft.Reactive.Testing;

namespace RxTim.Tests;

/// <summary>Rx's <see cref="TestScheduler"/> as the clock that the library takes, and a count of the timers on it.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Clockwork clockwork = new();
    private int made;
    private readonly ConcurrentDictionary<Timer, (TimerCallback Callback, object? State)> alive = new();
    private int armed;

    /// <summary>Changes whenever a timer does.</summary>
    public Signal Changed { get; } = new();

    public TestScheduler Scheduler => clockwork;

    public int TimersMade => Volatile.Read(ref made);

    /// <summary>Timers that nobody has disposed.</summary>
    public int TimersAlive => alive.Count;

    /// <summary>Timers that are set and have not fired.</summary>
    public int TimersArmed => Volatile.Read(ref armed);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Scheduler.Clock;

    public override DateTimeOffset GetUtcNow() => new(Scheduler.Clock, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Assert.Equal(Timeout.InfiniteTimeSpan, period);
        Interlocked.Increment(ref made);
        var timer = new Timer(this, () => callback(state), state as Task);
        alive[timer] = (callback, state);
        timer.Change(dueTime, period);
        Changed.Changed();
        return timer;
    }

    /// <summary>Lets time pass; what is due runs on this thread, before this returns.</summary>
    public void Advance(TimeSpan time) => clockwork.Advance(time.Ticks);

    /// <summary>Lets time pass until something is due; that runs on this thread.</summary>
    public void AdvanceToNext() => clockwork.AdvanceToNext();

    public async Task NoTimerAliveAsync()
    {
        try
        {
            await Changed.WhenAsync(() => TimersAlive == 0);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{TimersArmed} timers are set, and nobody disposed those of {string.Join("; ", alive.Select(Describe))}.", late);
        }
    }

    public Task TimersArmedAsync(int count) => Changed.WhenAsync(() => TimersArmed == count);

    private static string Describe(KeyValuePair<Timer, (TimerCallback Callback, object? State)> timer) =>
        timer.Value.State is Task task ? $"a wait that is {task.Status}" : $"{timer.Value.State?.GetType() ?? timer.Value.Callback.Method.DeclaringType}";

    private sealed class Timer(VirtualTime time, Action callback, Task? wait) : ITimer
    {
        private readonly object gate = new();
        private IDisposable? due;
        private bool disposed;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (gate)
            {
                if (disposed)
                    return false;
                Disarm();
                if (dueTime != Timeout.InfiniteTimeSpan)
                {
                    // The clock stands meanwhile: a timer that is counted as set is due so long after the time at which it was set.
                    lock (time.clockwork.Moving)
                    {
                        Interlocked.Increment(ref time.armed);
                        due = time.Scheduler.Schedule(dueTime, Fire);
                    }
                }
            }
            time.Changed.Changed();
            return true;
        }

        public void Dispose()
        {
            lock (gate)
            {
                if (disposed)
                    return;
                disposed = true;
                Disarm();
                time.alive.TryRemove(this, out _);
            }
            time.Changed.Changed();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Fire()
        {
            lock (gate)
            {
                if (due is null)
                    return;
                Disarm();
            }
            callback();
            // A wait of .NET's own is over when its timer has fired. One that fires while the wait is still being made may never be disposed:
            // the wait stores its timer and looks whether it is over, and who fires does so the other way round, without a fence.
            if (wait is { IsCompleted: true })
                time.alive.TryRemove(this, out _);
            time.Changed.Changed();
        }

        private void Disarm()
        {
            if (due is null)
                return;
            due.Dispose();
            due = null;
            Interlocked.Decrement(ref time.armed);
        }
    }

    /// <summary>Moves its clock from one thing that is due to the next, as <see cref="TestScheduler"/> does, and never while a timer is
    /// being set. <see cref="TestScheduler"/> alone, whose clock may move between a timer's reading of it and its place in the queue,
    /// leaves that timer overdue until someone moves the clock again.</summary>
    private sealed class Clockwork : TestScheduler
    {
        /// <summary>Held while the clock moves.</summary>
        public object Moving { get; } = new();

        public void Advance(long ticks)
        {
            var end = Clock + ticks;
            while (NextUntil(end) is { } next)
                next.Invoke();
        }

        public void AdvanceToNext()
        {
            if (NextUntil(null) is { } next)
                next.Invoke();
        }

        // Null when the end is reached, if there is one, or nothing is due.
        private IScheduledItem<long>? NextUntil(long? end)
        {
            lock (Moving)
            {
                var next = GetNext();
                if (next is not null && !(next.DueTime > end))
                {
                    Clock = Math.Max(Clock, next.DueTime);
                    return next;
                }
                Clock = Math.Max(Clock, end ?? Clock);
                return null;
            }
        }
    }
}
