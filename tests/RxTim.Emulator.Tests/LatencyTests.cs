using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class LatencyTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public async Task An_answer_comes_when_its_latency_is_over_and_not_before()
    {
        await using var emulator = Emulator("20ms");

        await using var send = await TimedSend.StartAsync(emulator, time, "alice", "bob");
        time.Advance(TimeSpan.FromMilliseconds(19.9));
        Assert.True(send.IsEmpty);

        time.Advance(TimeSpan.FromMilliseconds(0.1));
        Assert.Equal(0, emulator.PendingAnswers);
        await send.TakeAsync(2);
    }

    [Fact]
    public async Task Without_latency_the_answer_comes_inside_the_call()
    {
        await using var emulator = new TimEmulator();

        await using var send = await TimedSend.StartAsync(emulator, time, "alice", "bob");

        await send.TakeAsync(2);
    }

    [Fact]
    public async Task One_timer_carries_all_answers_of_a_call()
    {
        await using var emulator = Emulator("5ms..50ms");

        await using var send = await TimedSend.StartAsync(emulator, time, Sending.Users(500));

        Assert.Equal(1, emulator.PendingAnswers);
    }

    [Fact]
    public async Task A_cancelled_send_takes_its_pending_answers_away()
    {
        await using var emulator = Emulator("20ms");
        await using var send = await TimedSend.StartAsync(emulator, time, "alice");

        send.Cancel();

        Assert.Equal(0, emulator.PendingAnswers);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(send.IsEmpty);
    }

    [Fact]
    public async Task After_disposal_pending_answers_never_come()
    {
        var emulator = Emulator("20ms");
        await using var send = await TimedSend.StartAsync(emulator, time, "alice");

        await emulator.DisposeAsync();

        Assert.Equal(0, emulator.PendingAnswers);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.True(send.IsEmpty);
        Assert.Single(emulator.Messages);
    }

    [Fact]
    public async Task Disposal_waits_for_the_answer_that_is_just_being_delivered()
    {
        var emulator = new TimEmulator(new TimEmulatorOptions { Latency = LatencyRange.Parse("1ms") });
        await using var client = new TimClient(emulator.Transport);
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var release = new ManualResetEventSlim();
        using var subscription = client.MsgBatchSend(MsgBatchSendParam.Create(Sending.Hello, "alice")).Subscribe(_ =>
        {
            inside.SetResult();
            release.Wait();
        });
        await inside.Task;

        var disposal = emulator.DisposeAsync().AsTask();

        Assert.False(disposal.IsCompleted);
        release.Set();
        await disposal;
    }

    [Fact]
    public async Task After_disposal_a_call_is_refused_as_by_an_SDK_that_is_not_initialised()
    {
        var emulator = new TimEmulator();
        await emulator.DisposeAsync();
        await emulator.DisposeAsync();

        var error = await Assert.ThrowsAsync<TimException>(() => emulator.SendAsync(Sending.Hello, "alice"));

        Assert.Equal((int)TIMResult.ErrSdkUninit, error.Code);
        Assert.Equal(0, emulator.CallsReceived);
    }

    [Theory]
    [InlineData("5ms..50ms", 5_000, 50_000)]
    [InlineData("20ms", 20_000, 20_000)]
    [InlineData("250us..1.5s", 250, 1_500_000)]
    [InlineData("0ms", 0, 0)]
    [InlineData(".5ms", 500, 500)]
    public void A_range_is_read_from_text(string text, int minMicroseconds, int maxMicroseconds) =>
        Assert.Equal(
            new LatencyRange(TimeSpan.FromMicroseconds(minMicroseconds), TimeSpan.FromMicroseconds(maxMicroseconds)),
            LatencyRange.Parse(text));

    [Theory]
    [InlineData("", "does not end in a unit")]
    [InlineData("20", "does not end in a unit")]
    [InlineData("20m", "does not end in a unit")]
    [InlineData("20 min", "does not end in a unit")]
    [InlineData("ms", "'' is not a number")]
    [InlineData("-5ms", "'-5' is not a number")]
    [InlineData("NaNms", "'NaN' is not a number")]
    [InlineData("5ms..", "does not end in a unit")]
    [InlineData("50ms..5ms", "ends before it begins")]
    [InlineData("5ms..6ms..7ms", "'6ms..7' is not a number")]
    [InlineData("9999999s", "longer than 49 days")]
    public void Text_that_is_no_range_is_refused_with_the_reason(string text, string reason)
    {
        var error = Assert.Throws<FormatException>(() => LatencyRange.Parse(text));

        Assert.StartsWith($"'{text}' is not a latency", error.Message);
        Assert.Contains(reason, error.Message);
    }

    private TimEmulator Emulator(string latency) =>
        new(new TimEmulatorOptions { TimeProvider = time, Latency = LatencyRange.Parse(latency) });
}
