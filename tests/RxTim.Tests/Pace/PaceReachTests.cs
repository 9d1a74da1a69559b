using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>A million recipients at Tencent's default quota: as fast as it allows, and never faster.</summary>
public sealed class PaceReachTests
{
    private readonly VirtualTime time = new();
    private readonly CountedWindow calls = new(TimeSpan.FromSeconds(1));
    private readonly CountedWindow recipients = new(TimeSpan.FromMinutes(1));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_million_recipients_take_83_minutes_and_20_seconds(int sends)
    {
        using var pace = Pace.Tencent(time: time);
        await RunAsync(pace, sends, identifiers: 1_000_000, perCall: 500);
        Assert.Equal(1_000_000, recipients.Total);
        Assert.Equal((24, 12_000), (calls.Most, recipients.Most));
        var expected = TimeSpan.FromSeconds(83 * 60 + 20);
        Assert.InRange(TimeSpan.FromTicks(recipients.LastAt), expected * 0.99, expected * 1.01);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task Small_calls_come_up_against_both_limits(int sends)
    {
        using var pace = Pace.Tencent(time: time);
        await RunAsync(pace, sends, identifiers: 40_000, perCall: 20);
        Assert.Equal(2_000, calls.Total);
        Assert.Equal((200, 12_000), (calls.Most, recipients.Most));
        Assert.InRange(TimeSpan.FromTicks(recipients.LastAt), TimeSpan.FromSeconds(180), TimeSpan.FromSeconds(183));
    }

    [Fact]
    public async Task A_share_leaves_the_rest_to_others()
    {
        using var pace = Pace.Tencent(share: 0.25, time: time);
        await RunAsync(pace, sends: 2, identifiers: 9_000, perCall: 10);
        Assert.Equal((50, 3_000), (calls.Most, recipients.Most));
    }

    [Fact]
    public async Task Calls_are_of_a_size_that_uses_a_whole_minute_up()
    {
        using var pace = Pace.RecipientsPerMinute(3_960, time);
        await RunAsync(new() { RecipientLimiter = pace }, pace, sends: 1, identifiers: 39_600, perCall: 500);
        Assert.Equal((80, 3_960), (calls.Total, recipients.Most));
        Assert.Equal(TimeSpan.FromMinutes(9), TimeSpan.FromTicks(recipients.LastAt));
    }

    private Task RunAsync(Pace pace, int sends, int identifiers, int perCall) =>
        RunAsync(new() { Pace = pace }, pace.Recipients, sends, identifiers, perCall, pace.Calls);

    private async Task RunAsync(
        TimClientOptions options, RateLimiter limiter, int sends, int identifiers, int perCall, RateLimiter? other = null)
    {
        var transport = new ScriptedTransport(call =>
        {
            calls.Add(time, 1);
            recipients.Add(time, call.Identifiers.Count);
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, options with
        {
            TimeProvider = time,
            IdentifiersPerCall = perCall,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            DisposeTimeout = Timeout.InfiniteTimeSpan,
        });
        var running = Enumerable.Range(0, sends)
            .Select(_ => client.MsgBatchSendAsync(Ask.Hi, new PulledSource(identifiers / sends)).CountAsync(TestContext.Current.CancellationToken))
            .Select(static count => count.AsTask())
            .ToList();
        var all = Task.WhenAll(running);
        while (!all.IsCompleted)
        {
            // Only while a send waits for permits, and all calls that have theirs are made.
            if (Waits(limiter) || (other is not null && Waits(other)))
                time.Advance(TimeSpan.FromSeconds(1));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
        Assert.Equal(identifiers, (await all).Sum());

        bool Waits(RateLimiter asked) =>
            asked.GetStatistics() is { CurrentQueuedCount: > 0 } now && now.TotalSuccessfulLeases - (asked == other ? 0 : Ahead()) == calls.Total;

        // A call that has its recipients' permits may still wait for its own.
        long Ahead() => other?.GetStatistics()!.CurrentQueuedCount ?? 0;
    }
}
