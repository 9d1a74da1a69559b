using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class QuotaTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task Without_limits_everything_is_taken_and_nothing_counted()
    {
        await using var emulator = new TimEmulator();

        await emulator.SendAsync(Sending.Hello, Sending.Users(20_000));

        Assert.Equal(20_000, emulator.MessagesStored);
        Assert.Equal((null, 0), (emulator.MessageQuota.Limit, emulator.MessageQuota.Used));
        Assert.Equal((null, 0), (emulator.CallQuota.Limit, emulator.CallQuota.Used));
    }

    [Fact]
    public async Task A_call_over_the_messages_of_a_minute_is_refused_whole()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { TimeProvider = time, MessagesPerMinute = 250 });

        await using var first = await TimedSend.StartAsync(emulator, time, Sending.Users(200));
        Assert.All(await first.TakeAsync(200), static result => Assert.True(result.IsSuccess));
        Assert.Equal((200, 250), (emulator.MessageQuota.Used, emulator.MessageQuota.Limit));

        var over = emulator.MessageQuota.TryTake(51);
        Assert.False(over);
        Assert.True(emulator.MessageQuota.TryTake(50));
        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, emulator.MessageQuota.Used);
    }

    [Fact]
    public async Task A_client_that_is_throttled_slows_down_and_everyone_has_the_message_in_the_end()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { CallsPerSecond = 2 });

        var results = await emulator.SendAsync(Sending.Hello, Sending.Users(300));

        Assert.All(results, static result => Assert.True(result.IsSuccess));
        Assert.Equal(300, emulator.MessagesStored);
        Assert.True(emulator.CallsReceived > 3);
    }

    [Theory]
    [InlineData(1, 30_000, 500)]
    [InlineData(8, 30_000, 500)]
    [InlineData(1, 15_000, 7)]
    [InlineData(8, 15_000, 7)]
    public async Task No_identifier_of_a_paced_send_is_ever_turned_away(int sends, int identifiers, int perCall)
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            TimeProvider = time,
            CallsPerSecond = Pace.TencentCallsPerSecond,
            MessagesPerMinute = Pace.TencentRecipientsPerMinute,
            Latency = LatencyRange.Parse("1ms..3s"),
        });
        using var pace = Pace.Tencent(time: time);
        await using var client = new TimClient(emulator.Transport, new TimClientOptions
        {
            TimeProvider = time,
            Pace = pace,
            IdentifiersPerCall = perCall,
            MaxConcurrentCalls = 100,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            DisposeTimeout = Timeout.InfiniteTimeSpan,
        });

        var running = Task.WhenAll(Enumerable.Range(0, sends).Select(send => client
            .MsgBatchSendAsync(Sending.Hello, Sending.Users(identifiers / sends).Select(user => $"{user}-{send}").ToAsyncEnumerable())
            .ToListAsync(TestContext.Current.CancellationToken).AsTask()));
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var results = (await running).SelectMany(static one => one).ToList();
        Assert.Equal(identifiers, results.Count);
        Assert.All(results, static result => Assert.Equal((0, 1), (result.Code, result.Attempts)));
        Assert.Equal(identifiers, emulator.MessagesStored);
    }

    [Fact]
    public void What_was_taken_is_given_back_after_the_window_to_the_tick()
    {
        var quota = new TimEmulator(new TimEmulatorOptions { TimeProvider = time, CallsPerSecond = 2 }).CallQuota;

        Assert.True(quota.TryTake(2));
        Assert.True(quota.TryTake(0));
        time.Advance(TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1));
        Assert.False(quota.TryTake(1));
        time.Advance(TimeSpan.FromTicks(1));
        Assert.True(quota.TryTake(1));
        Assert.Equal(1, quota.Used);
        Assert.Throws<ArgumentOutOfRangeException>(() => quota.TryTake(-1));
    }
}
