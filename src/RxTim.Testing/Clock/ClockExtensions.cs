using System.Reactive.Concurrency;

namespace RxTim.Testing;

/// <summary>Turns the clocks of Rx and of .NET into each other.</summary>
public static class ClockExtensions
{
    /// <summary>The scheduler as the clock of a client.</summary>
    /// <param name="scheduler">Any scheduler; a virtual one for tests.</param>
    /// <returns>A clock that shows the scheduler's time, and whose timers run on it.</returns>
    public static SchedulerTimeProvider ToTimeProvider(this IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new SchedulerTimeProvider(scheduler);
    }

    /// <summary>The clock as a scheduler, for operators that take one.</summary>
    /// <param name="time">Any clock, such as <c>FakeTimeProvider</c>.</param>
    /// <returns>A scheduler that shows the clock's time. What is due runs where the clock's timers fire.</returns>
    public static IScheduler ToScheduler(this TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new TimeProviderScheduler(time);
    }
}
