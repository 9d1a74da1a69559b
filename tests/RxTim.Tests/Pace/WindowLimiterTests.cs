using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>From when to when a permit counts, and what that costs.</summary>
public sealed class WindowLimiterTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly VirtualTime time = new();

    [Fact]
    public async Task Permits_that_were_waited_for_count_although_who_waited_hears_of_them_a_window_later()
    {
        using var limiter = Pace.CallsPerSecond(1, time);
        Assert.True(limiter.AttemptAcquire().IsAcquired);
        var waiting = limiter.WaitAsync(1, time, TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromSeconds(1));
        // Granted; whether or not the thread pool has told who waits.
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(limiter.AttemptAcquire().IsAcquired);

        (await waiting.Soon()).Dispose();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(limiter.AttemptAcquire().IsAcquired);
    }

    [Fact]
    public void A_permit_whose_lease_is_dropped_counts_for_a_minute_from_when_it_was_granted()
    {
        using var pace = Pace.RecipientsPerMinute(500, time);
        Assert.True(pace.AttemptAcquire(400).IsAcquired);
        Assert.Equal(100, Free(pace));
        time.Advance(Minute - TimeSpan.FromTicks(1));
        Assert.Equal(100, Free(pace));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(500, Free(pace));
    }

    [Fact]
    public void A_permit_counts_anew_from_when_it_is_given_back_and_once_only()
    {
        using var pace = Pace.RecipientsPerMinute(500, time);
        var lease = pace.AttemptAcquire(400);
        time.Advance(TimeSpan.FromSeconds(20));
        lease.Dispose();
        time.Advance(TimeSpan.FromSeconds(30));
        lease.Dispose();
        time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.Equal(100, Free(pace));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(500, Free(pace));
    }

    [Fact]
    public void A_permit_that_is_given_back_after_its_minute_counts_anew_too()
    {
        using var pace = Pace.RecipientsPerMinute(500, time);
        var late = pace.AttemptAcquire(400);
        time.Advance(Minute);
        Assert.True(pace.AttemptAcquire(300).IsAcquired);
        late.Dispose();
        Assert.Equal(0, Free(pace));
        Assert.False(pace.AttemptAcquire().IsAcquired);
        time.Advance(Minute);
        Assert.Equal(500, Free(pace));
    }

    [Fact]
    public async Task Whoever_waits_is_served_when_the_lease_in_the_way_has_been_given_back_for_a_minute()
    {
        using var pace = Pace.RecipientsPerMinute(500, time);
        var lease = pace.AttemptAcquire(500);
        var waiting = pace.AcquireAsync(1, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(59));
        lease.Dispose();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await waiting.Soon()).IsAcquired);
    }

    [Fact]
    public async Task Permits_of_a_call_count_for_as_long_as_it_is_in_flight_and_a_minute_after()
    {
        using var pace = Pace.RecipientsPerMinute(10, time);
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new()
        {
            TimeProvider = time,
            RecipientLimiter = pace,
            IdentifiersPerCall = 10,
            ResultTimeout = Timeout.InfiniteTimeSpan,
        });
        var running = client.RunAsync(Face.Push, Ask.Many(20));
        var first = await transport.TakesOneAsync();
        await QueuedAsync(pace, 10);
        time.Advance(TimeSpan.FromHours(1));
        first.AnswerRemaining(0);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal((10, 1), (pace.GetStatistics()!.CurrentQueuedCount, transport.Calls.Count));
        time.Advance(TimeSpan.FromSeconds(1));
        (await transport.TakesAsync(2))[1].AnswerRemaining(0);
        Assert.Equal(20, (await running.Soon()).Results.Count);
    }

    [Fact]
    public void What_is_granted_within_a_thousandth_of_the_window_comes_back_together_so_that_little_is_remembered()
    {
        using var pace = Pace.RecipientsPerMinute(500, time);
        Assert.True(pace.AttemptAcquire(200).IsAcquired);
        time.Advance(TimeSpan.FromMilliseconds(59));
        Assert.True(pace.AttemptAcquire(200).IsAcquired);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(pace.AttemptAcquire(100).IsAcquired);
        time.Advance(Minute - TimeSpan.FromMilliseconds(1) - TimeSpan.FromTicks(1));
        Assert.Equal(0, Free(pace));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(400, Free(pace));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(500, Free(pace));
    }

    [Fact]
    public async Task A_permit_that_is_taken_by_hand_is_one_less_for_the_sends()
    {
        using var pace = Pace.Tencent(callsPerSecond: 3, recipientsPerMinute: 100, time: time);
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { TimeProvider = time, Pace = pace, IdentifiersPerCall = 50 });
        Task<Ending> running;
        using (await pace.Recipients.WaitAsync(60, time, TestContext.Current.CancellationToken))
        {
            running = client.RunAsync(Face.Pull, Ask.Many(50));
            await QueuedAsync(pace.Recipients, 50);
            time.Advance(TimeSpan.FromSeconds(10));
        }
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(transport.Calls);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(50, (await running.Soon()).Results.Count);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(1, 1, -0.5)]
    [InlineData(1, 1, 1.01)]
    [InlineData(1, 1, double.NaN)]
    public void A_pace_out_of_range_is_refused(int calls, int recipients, double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pace.Tencent(calls, recipients, share));

    [Fact]
    public void A_pace_sets_both_limiters_of_a_client()
    {
        using var pace = Pace.Tencent();
        var options = new TimClientOptions { Pace = pace };
        Assert.Same(pace.Calls, options.CallLimiter);
        Assert.Same(pace.Recipients, options.RecipientLimiter);
        Assert.Same(pace.Recipients, options.Pace!.Recipients);
        Assert.Equal((200, 12_000), (Free(pace.Calls), Free(pace.Recipients)));
        Assert.Null((options with { CallLimiter = null }).Pace);
        Assert.Null((options with { Pace = null }).RecipientLimiter);
    }

    [Fact]
    public async Task A_pace_that_is_disposed_ends_the_sends_that_wait_for_it()
    {
        var pace = Pace.Tencent(recipientsPerMinute: 1, time: time);
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { TimeProvider = time, Pace = pace });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await QueuedAsync(pace.Recipients, 1);
        pace.Dispose();
        await time.PassUntilAsync(running);
        var error = (await running.Soon()).TimError;
        Assert.IsType<ObjectDisposedException>(error.InnerException);
        Assert.Contains("recipient limiter", error.Message);
        Assert.Equal(1, error.Attempted);
    }

    private static long Free(RateLimiter limiter) => limiter.GetStatistics()!.CurrentAvailablePermits;

    private static async Task QueuedAsync(RateLimiter limiter, int permits)
    {
        while (limiter.GetStatistics()!.CurrentQueuedCount != permits)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
