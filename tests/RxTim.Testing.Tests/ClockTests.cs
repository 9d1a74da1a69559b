using System.Reactive.Concurrency;
using System.Reactive.Linq;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Reactive.Testing;

namespace RxTim.Testing.Tests;

/// <summary>Clocks of Rx and of .NET keep the same time.</summary>
public sealed class ClockTests
{
    [Fact]
    public void A_timer_fires_once_or_with_its_period_until_it_is_changed_or_disposed()
    {
        var scheduler = new TestScheduler();
        var time = scheduler.ToTimeProvider();
        var fired = new List<long>();
        using var timer = time.CreateTimer(_ => fired.Add(scheduler.Clock), null, TimeSpan.FromTicks(10), TimeSpan.FromTicks(5));
        Assert.Equal(1, time.TimersSet);
        scheduler.AdvanceTo(21);
        Assert.Equal([10, 15, 20], fired);
        Assert.True(timer.Change(TimeSpan.FromTicks(4), Timeout.InfiniteTimeSpan));
        scheduler.AdvanceTo(100);
        Assert.Equal([10, 15, 20, 25], fired);
        Assert.Equal(0, time.TimersSet);
        timer.Change(TimeSpan.FromTicks(1), Timeout.InfiniteTimeSpan);
        timer.Dispose();
        scheduler.AdvanceTo(200);
        Assert.Equal(4, fired.Count);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void Time_shows_what_the_scheduler_shows()
    {
        var scheduler = new HistoricalScheduler(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8)));
        var time = scheduler.ToTimeProvider();
        var begun = time.GetTimestamp();
        scheduler.AdvanceBy(TimeSpan.FromMinutes(3));
        Assert.Equal(TimeSpan.FromMinutes(3), time.GetElapsedTime(begun));
        Assert.Equal(new DateTimeOffset(2026, 11, 25, 4, 3, 0, TimeSpan.Zero), time.GetUtcNow());
    }

    [Fact]
    public async Task A_send_runs_on_a_historical_scheduler()
    {
        var scheduler = new HistoricalScheduler();
        var time = scheduler.ToTimeProvider();
        var backend = ScriptedTransport.FromMarbles(TimeSpan.FromHours(1), time, "-----|");
        await using var client = new TimClient(backend, new() { TimeProvider = time, ResultTimeout = Timeout.InfiniteTimeSpan });
        var at = new List<DateTimeOffset>();
        using var subscription = client.MsgBatchSend(MsgBatchSendParam.Create(Message.Text("hi"), "a")).Subscribe(_ => at.Add(scheduler.Now));
        await backend.WhenCallsAsync(1, TestContext.Current.CancellationToken);
        scheduler.AdvanceBy(TimeSpan.FromHours(6));
        Assert.Equal(DateTimeOffset.MinValue + TimeSpan.FromHours(5), Assert.Single(at));
    }

    [Fact]
    public void Operators_keep_the_time_of_a_clock()
    {
        var time = new FakeTimeProvider();
        var ticks = new List<long>();
        using var subscription = Observable.Interval(TimeSpan.FromSeconds(2), time.ToScheduler()).Subscribe(ticks.Add);
        for (var i = 0; i < 7; i++)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([0, 1, 2], ticks);
        subscription.Dispose();
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, ticks.Count);
        Assert.Equal(time.GetUtcNow(), time.ToScheduler().Now);
    }
}
