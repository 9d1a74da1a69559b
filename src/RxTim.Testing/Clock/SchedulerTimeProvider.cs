using System.Reactive.Concurrency;

namespace RxTim.Testing;

/// <summary>An Rx scheduler as the clock of a <see cref="TimClient"/>: <see cref="TimClientOptions.TimeProvider"/>. With a virtual scheduler,
/// such as <c>TestScheduler</c> or <see cref="HistoricalScheduler"/>, a send runs in virtual time.</summary>
/// <remarks>Safe to use from many threads, as far as the scheduler is. A virtual scheduler's clock must not be moved while a timer is being
/// set: wait for what you expect first, with <see cref="WhenTimersSetAsync"/> or <see cref="ScriptedTransport.WhenCallsAsync"/>.</remarks>
public sealed class SchedulerTimeProvider : TimeProvider
{
    private readonly IScheduler scheduler;
    private readonly Waiters waiters = new();
    private int timersSet;

    internal SchedulerTimeProvider(IScheduler scheduler) => this.scheduler = scheduler;

    /// <summary>How many timers are set and have not fired.</summary>
    public int TimersSet => Volatile.Read(ref timersSet);

    /// <summary>A tick is 100 ns.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override long GetTimestamp() => scheduler.Now.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => scheduler.Now.ToUniversalTime();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SchedulerTimer(scheduler, () => callback(state), Set, Unset);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes as soon as so many timers are set: then the clock may be moved to them.</summary>
    /// <param name="count">How many, exactly.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>A task that completes then.</returns>
    public Task WhenTimersSetAsync(int count, CancellationToken cancellationToken = default) =>
        waiters.WhenAsync(() => TimersSet == count, cancellationToken);

    private void Set()
    {
        Interlocked.Increment(ref timersSet);
        waiters.Look();
    }

    private void Unset()
    {
        Interlocked.Decrement(ref timersSet);
        waiters.Look();
    }
}
