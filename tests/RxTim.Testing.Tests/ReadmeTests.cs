using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Microsoft.Reactive.Testing;

namespace RxTim.Testing.Tests;

/// <summary>The package's README, compiled and run.</summary>
public sealed class ReadmeTests
{
#pragma warning disable xUnit1051 // As the README has it.
    [Fact]
    public async Task Whoever_fails_for_a_passing_reason_is_tried_again_after_a_second()
    {
        var scheduler = new TestScheduler();
        var time = scheduler.ToTimeProvider();
        var backend = ScriptedTransport.FromMarbles(TimeSpan.FromMilliseconds(100), time, "--st|", "-s");
        await using var client = new TimClient(backend, new() { TimeProvider = time, Retry = new() { MaxAttempts = 2 } });
        var results = client.MsgBatchSend(MsgBatchSendParam.Create(Message.Text("hi"), "alice", "bob")).ToList().ToTask();
        await backend.WhenCallsAsync(1);
        scheduler.AdvanceBy(TimeSpan.FromMilliseconds(400).Ticks);              // alice has it, and bob waits for his retry
        scheduler.AdvanceBy(TimeSpan.FromSeconds(1).Ticks);
        await backend.WhenCallsAsync(2);
        scheduler.AdvanceBy(TimeSpan.FromMilliseconds(100).Ticks);
        Assert.All(await results, result => Assert.True(result.IsSuccess));
        backend.AssertAsked("alice", "bob", "bob");
    }

    [Fact]
    public async Task What_was_recorded_once_is_replayed()
    {
        var transport = ScriptedTransport.SendsAll();
        var param = MsgBatchSendParam.Create(Message.Text("hi"), "alice", "bob");

        var recorder = new RecordingTransport(transport);
        await using (var client = new TimClient(recorder))
            await client.MsgBatchSend(param).LastOrDefaultAsync();
        var json = recorder.Recording.ToJson();                                  // keep it in a file

        var again = SendRecording.Parse(json).Replay(TimeProvider.System);
        await using (var client = new TimClient(again))
            Assert.Equal(2, await client.MsgBatchSend(param).Count(result => result.IsSuccess));
    }
#pragma warning restore xUnit1051
}
