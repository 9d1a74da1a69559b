using System.Reactive.Linq;
using Microsoft.Reactive.Testing;
using RxTim.Emulator;

namespace RxTim.Testing.Tests;

/// <summary>What a backend said is said again, at the same times.</summary>
public sealed class RecordingTests
{
    private static readonly MsgBatchSendParam Param = MsgBatchSendParam.Create(Message.Text("hi"), Enumerable.Range(0, 50).Select(static i => $"u{i}"));

    [Fact]
    public async Task A_recorded_send_with_failures_gives_the_same_results_again()
    {
        await using var emulator = new TimEmulator(new() { Faults = [FaultRule.Parse("u*7=70107"), FaultRule.Parse("u1=20003")] });
        var recorder = new RecordingTransport(emulator.Transport);
        var first = await ResultsAsync(recorder, TimeProvider.System);

        var again = SendRecording.Parse(recorder.Recording.ToJson()).Replay(TimeProvider.System);

        Assert.Equal(first, await ResultsAsync(again, TimeProvider.System));
        Assert.Contains("u47 Failed 70107", first);
    }

    [Fact]
    public async Task Times_are_kept()
    {
        var scheduler = new TestScheduler();
        var time = scheduler.ToTimeProvider();
        var recorder = new RecordingTransport(ScriptedTransport.FromMarbles(TimeSpan.FromSeconds(1), time, "--s-x"), time);
        await using var client = new TimClient(recorder, new() { TimeProvider = time, ResultTimeout = Timeout.InfiniteTimeSpan });
        using var subscription = client.MsgBatchSend(MsgBatchSendParam.Create(Message.Text("hi"), "a", "b")).Subscribe();
        await time.WhenTimersSetAsync(2, TestContext.Current.CancellationToken);
        scheduler.AdvanceBy(TimeSpan.FromSeconds(10).Ticks);
        Assert.Equal(
            """{"calls":[[{"after_ms":2000,"identifier":"a","code":0,"outcome":"sent","desc":""},"""
            + """{"after_ms":4000,"identifier":"b","code":6012,"outcome":"unknown","desc":"the script loses the call"}]]}""",
            recorder.Recording.ToJson());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"calls":[[{"after_ms":1,"code":0,"outcome":"well","desc":""}]]}""")]
    public void What_is_no_recording_is_refused(string json) => Assert.Throws<FormatException>(() => SendRecording.Parse(json));

    [Fact]
    public void Nothing_recorded_is_nothing_to_replay() =>
        Assert.Throws<InvalidOperationException>(() => new SendRecording().Replay(TimeProvider.System));

    private static async Task<List<string>> ResultsAsync(IMsgBatchTransport transport, TimeProvider time)
    {
        await using var client = new TimClient(transport, new() { TimeProvider = time, MaxConcurrentCalls = 1, IdentifiersPerCall = 20 });
        return [.. (await client.MsgBatchSend(Param).ToList()).Select(static result => $"{result.Identifier} {result.Outcome} {result.Code}").Order()];
    }
}
