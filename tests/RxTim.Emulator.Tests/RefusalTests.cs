using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class RefusalTests
{
    [Fact]
    public async Task A_refused_call_gives_its_code_to_every_identifier_and_stores_nothing()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Refusal = new CallRefusal(91000) });

        var results = await emulator.PushAsync(Sending.Hello, "alice", "bob");

        Assert.All(results, static result => Assert.Equal(91000, result.Code));
        Assert.Equal((1, 0), (emulator.CallsReceived, emulator.MessagesStored));
    }

    [Fact]
    public async Task A_fatal_TIMResult_stops_the_send()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Refusal = new CallRefusal((int)TIMResult.ErrNotLogin) });

        var error = await Assert.ThrowsAsync<TimException>(() => emulator.SendAsync(Sending.Hello, "alice", "bob"));

        Assert.Equal(-2, error.Code);
        Assert.Equal(["alice", "bob"], error.Refused);
    }

    [Fact]
    public async Task A_probability_refuses_its_share_of_calls()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Refusal = new CallRefusal(91000, 0.5) });

        var results = await emulator.SendAsync(Sending.Hello, Sending.Users(20_000));

        Assert.InRange(results.Count(static result => result.IsSuccess), 7_000, 13_000);
        Assert.Equal(results.Count(static result => result.IsSuccess), emulator.MessagesStored);
    }

    [Fact]
    public async Task A_code_comes_after_the_latency_and_a_TIMResult_at_once()
    {
        var time = new FakeTimeProvider();
        var options = new TimEmulatorOptions { TimeProvider = time, Latency = LatencyRange.Parse("20ms") };
        await using var late = new TimEmulator(options with { Refusal = new CallRefusal(91000) });
        await using var prompt = new TimEmulator(options with { Refusal = new CallRefusal((int)TIMResult.ErrParam) });

        await using var lateSend = await TimedSend.StartAsync(late, time, "alice");
        await using var promptSend = await TimedSend.StartAsync(prompt, time, "alice");

        Assert.True(lateSend.IsEmpty);
        Assert.Equal(-4, Assert.Single(await promptSend.TakeAsync(1)).Code);
        time.Advance(TimeSpan.FromMilliseconds(20));
        Assert.Equal(91000, Assert.Single(await lateSend.TakeAsync(1)).Code);
    }
}
