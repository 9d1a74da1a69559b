using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace RxTim.Testing;

/// <summary>A clock as an Rx scheduler: operators such as <c>Sample</c> and <c>Buffer</c> then keep the same time as the client.</summary>
internal sealed class TimeProviderScheduler(TimeProvider time) : LocalScheduler, ISchedulerPeriodic
{
    public override DateTimeOffset Now => time.GetUtcNow();

    public override IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var running = new SingleAssignmentDisposable();
        var timer = time.CreateTimer(
            _ =>
            {
                if (!running.IsDisposed)
                    running.Disposable = action(this, state);
            },
            null,
            Scheduler.Normalize(dueTime),
            Timeout.InfiniteTimeSpan);
        return StableCompositeDisposable.Create(timer, running);
    }

    public IDisposable SchedulePeriodic<TState>(TState state, TimeSpan period, Func<TState, TState> action)
    {
        ArgumentNullException.ThrowIfNull(action);
        // Never two at a time, however far the clock is moved at once.
        var gate = new object();
        return time.CreateTimer(
            _ =>
            {
                lock (gate)
                    state = action(state);
            },
            null,
            period,
            period);
    }

    public override IStopwatch StartStopwatch() => new Stopwatch(time);

    // Rx asks here for what a scheduler can do besides, and goes by the system's clock where it finds nothing.
    protected override object? GetService(Type serviceType) =>
        serviceType == typeof(ISchedulerPeriodic) || serviceType == typeof(IStopwatchProvider) ? this : base.GetService(serviceType);

    private sealed class Stopwatch(TimeProvider time) : IStopwatch
    {
        private readonly long begun = time.GetTimestamp();

        public TimeSpan Elapsed => time.GetElapsedTime(begun);
    }
}
