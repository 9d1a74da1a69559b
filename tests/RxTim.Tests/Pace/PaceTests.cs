using System.Threading.RateLimiting;
using CsCheck;

namespace RxTim.Tests;

/// <summary>So many calls a second, in whichever second one looks.</summary>
public sealed class PaceTests
{
    private readonly VirtualTime time = new();

    [Fact]
    public async Task A_send_never_makes_more_calls_than_that_in_any_second()
    {
        var calls = new List<long>();
        var transport = new ScriptedTransport(call =>
        {
            calls.Add(time.GetTimestamp());
            call.AnswerRemaining(0);
        });
        using var pace = Pace.CallsPerSecond(5, time);
        await using var client = Client(transport, pace);
        var running = client.RunAsync(Face.Push, Ask.Many(43));
        while (!running.IsCompleted)
        {
            // Only while the send waits for a permit: what it did before is done. And no further than to the time of its permit, which is
            // a whole millisecond: what it does then has that time.
            if (pace.GetStatistics()!.CurrentQueuedCount == 1)
                time.Advance(TimeSpan.FromMilliseconds(1));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        Assert.Equal(43, (await running.Soon()).Results.Count);
        Assert.Equal(43, calls.Count);
        AssertPace(calls, 5);
    }

    [Fact]
    public async Task Calls_that_try_again_need_a_permit_as_any_other()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError));
        using var pace = Pace.CallsPerSecond(5, time);
        await using var client = Client(transport, pace);
        var running = client.RunAsync(Face.Push, Ask.Many(20));
        await time.PassUntilAsync(running, stepInSeconds: 0.1);
        Assert.All((await running.Soon()).Results, static result => Assert.Equal((0, 2), (result.Code, result.Attempts)));
        Assert.Equal(40, transport.Calls.Count);
        Assert.Equal(40, pace.GetStatistics()!.TotalSuccessfulLeases);
    }

    [Fact]
    public void Permits_are_never_granted_faster_however_they_are_asked_for() =>
        Gen.Select(Gen.Int[1, 6], Gen.Select(Gen.Int[0, 400], Gen.Int[1, 4]).List[1, 20]).Sample((calls, asks) =>
        {
            var clock = new VirtualTime();
            using var pace = Pace.CallsPerSecond(calls, clock);
            var grants = new List<long>();
            var asked = 0;
            foreach (var (milliseconds, permits) in asks)
            {
                for (var i = 0; i < permits; i++, asked++)
                    _ = pace.AcquireAsync(1, TestContext.Current.CancellationToken).AsTask();
                Pass(milliseconds);
            }
            Pass((asked + 1) * 1_000);
            Assert.Equal(asked, grants.Count);
            Assert.Equal(0, clock.TimersArmed);
            AssertPace(grants, calls);

            void Pass(int milliseconds)
            {
                Collect();
                for (var i = 0; i < milliseconds && (i < 400 || grants.Count < asked); i++)
                {
                    clock.Advance(TimeSpan.FromMilliseconds(1));
                    Collect();
                }
            }

            void Collect()
            {
                var granted = pace.GetStatistics()!.TotalSuccessfulLeases;
                while (grants.Count < granted)
                    grants.Add(clock.GetTimestamp());
            }
        }, iter: 50);

    [Fact]
    public async Task Who_waits_is_served_in_order_and_on_time()
    {
        using var pace = Pace.CallsPerSecond(2, time);
        var cancellation = TestContext.Current.CancellationToken;
        var first = pace.AcquireAsync(1, cancellation);
        time.Advance(TimeSpan.FromSeconds(0.5));
        var second = pace.AcquireAsync(1, cancellation);
        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        var third = pace.AcquireAsync(1, cancellation).AsTask();
        var fourth = pace.AcquireAsync(1, cancellation).AsTask();
        Assert.False(pace.AttemptAcquire().IsAcquired);
        Assert.Equal(2, pace.GetStatistics()!.CurrentQueuedCount);

        time.Advance(TimeSpan.FromSeconds(0.499));
        Assert.Equal(2, pace.GetStatistics()!.TotalSuccessfulLeases);
        time.Advance(TimeSpan.FromSeconds(0.001));
        Assert.True((await third.Soon()).IsAcquired);
        Assert.False(fourth.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True((await fourth.Soon()).IsAcquired);
        Assert.Equal(1, time.TimersMade);
    }

    [Fact]
    public async Task Who_wants_more_holds_back_those_behind()
    {
        using var pace = Pace.CallsPerSecond(3, time);
        var cancellation = TestContext.Current.CancellationToken;
        Assert.True(pace.AttemptAcquire(2).IsAcquired);
        var three = pace.AcquireAsync(3, cancellation).AsTask();
        using var impatient = new CancellationTokenSource();
        var two = pace.AcquireAsync(2, impatient.Token).AsTask();
        var one = pace.AcquireAsync(1, cancellation).AsTask();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await three.Soon()).IsAcquired);
        Assert.False(one.IsCompleted);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => two.Soon());
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await one.Soon()).IsAcquired);
        Assert.Throws<ArgumentOutOfRangeException>(() => pace.AttemptAcquire(4));
    }

    [Fact]
    public async Task A_waiter_that_is_cancelled_takes_no_permit()
    {
        using var pace = Pace.CallsPerSecond(1, time);
        Assert.True(pace.AttemptAcquire().IsAcquired);
        using var cancellation = new CancellationTokenSource();
        var cancelled = pace.AcquireAsync(1, cancellation.Token).AsTask();
        var next = pace.AcquireAsync(1, TestContext.Current.CancellationToken).AsTask();
        await cancellation.CancelAsync();
        Assert.True(cancelled.IsCanceled || await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon()) is not null);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await next.Soon()).IsAcquired);
    }

    [Fact]
    public async Task Disposal_turns_away_who_waits_and_leaves_no_timer()
    {
        var pace = Pace.CallsPerSecond(1, time);
        Assert.True(pace.AttemptAcquire().IsAcquired);
        var waiting = pace.AcquireAsync(1, TestContext.Current.CancellationToken).AsTask();
        pace.Dispose();
        Assert.False((await waiting.Soon()).IsAcquired);
        Assert.Throws<ObjectDisposedException>(() => pace.AttemptAcquire());
        Assert.Equal(0, time.TimersAlive);
    }

    [Fact]
    public void It_is_idle_when_the_last_second_is_empty()
    {
        using var pace = Pace.CallsPerSecond(2, time);
        pace.AttemptAcquire();
        Assert.Null(pace.IdleDuration);
        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), pace.IdleDuration);
        Assert.Equal(2, pace.GetStatistics()!.CurrentAvailablePermits);
    }

    [Fact]
    public void Less_than_one_call_a_second_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => Pace.CallsPerSecond(0));

    private TimClient Client(ScriptedTransport transport, RateLimiter pace) => new(transport, new()
    {
        CallLimiter = pace,
        TimeProvider = time,
        ResultTimeout = Timeout.InfiniteTimeSpan,
        IdentifiersPerCall = 1,
        Retry = new() { MaxAttempts = 2 },
    });

    private static void AssertPace(List<long> at, int most)
    {
        for (var i = most; i < at.Count; i++)
            Assert.True(at[i] - at[i - most] >= TimeSpan.TicksPerSecond, $"{most + 1} within a second, from {at[i - most]} to {at[i]}");
    }
}
