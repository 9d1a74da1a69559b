using System.Reactive.Linq;
using Microsoft.Reactive.Testing;

namespace RxTim.Testing.Tests;

/// <summary>What a diagram says, a send has at that time.</summary>
public sealed class MarbleTests
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(10);

    [Theory]
    [InlineData("--s-s|", "20 a 0;40 b 0;50 c 0")]
    [InlineData("(sf)-|", "0 a 0;0 b 70107;20 c 0")]
    [InlineData("-.s-|", "20 b 0;40 a 0;40 c 0")]
    [InlineData("-s-x", "10 a 0;30 b 6012;30 c 6012")]
    [InlineData("ttt", "0 a 90994;10 b 90994;20 c 90994")]
    public async Task Each_result_comes_when_its_marble_does(string diagram, string expected)
    {
        var scheduler = new TestScheduler();
        var time = scheduler.ToTimeProvider();
        var backend = ScriptedTransport.FromMarbles(Frame, time, diagram);
        await using var client = new TimClient(backend, new() { TimeProvider = time, ResultTimeout = Timeout.InfiniteTimeSpan });
        var seen = new List<string>();
        using var subscription = client.MsgBatchSend(MsgBatchSendParam.Create(Message.Text("hi"), "a", "b", "c"))
            .Subscribe(result => seen.Add($"{TimeSpan.FromTicks(scheduler.Clock).TotalMilliseconds} {result.Identifier} {result.Code}"));
        await backend.WhenCallsAsync(1, TestContext.Current.CancellationToken);
        scheduler.AdvanceBy(TimeSpan.FromSeconds(1).Ticks);
        Assert.Equal(expected.Split(';'), seen);
    }

    [Theory]
    [InlineData("--q", "'q' at 2")]
    [InlineData("(s", "a bracket is not closed")]
    [InlineData("s)", "')' at 1")]
    [InlineData("((s))", "'(' at 1")]
    public void What_is_no_diagram_is_refused_with_its_place(string diagram, string says) => Assert.Contains(
        says, Assert.Throws<FormatException>(() => ScriptedTransport.FromMarbles(Frame, TimeProvider.System, diagram)).Message);

    [Fact]
    public async Task A_refused_call_goes_out_again_and_the_last_script_serves_all_that_follow()
    {
        var scheduler = new TestScheduler();
        var time = scheduler.ToTimeProvider();
        var backend = ScriptedTransport.FromMarbles(Frame, time, "#", "|");
        await using var client = new TimClient(backend, new() { TimeProvider = time, ResultTimeout = Timeout.InfiniteTimeSpan });
        var done = new TaskCompletionSource<int>();
        using var subscription = client.MsgBatchSend(MsgBatchSendParam.Create(Message.Text("hi"), "a", "b"))
            .Count(static result => result.IsSuccess).Subscribe(done.SetResult);
        await backend.WhenCallsAsync(1, TestContext.Current.CancellationToken);
        await time.WhenTimersSetAsync(1, TestContext.Current.CancellationToken);
        scheduler.AdvanceBy(TimeSpan.FromSeconds(1).Ticks);
        Assert.Equal(2, await done.Task.WaitAsync(TestContext.Current.CancellationToken));
        Assert.Equal([false, true], backend.Calls.Select(static call => call.IsRetry));
    }

    [Fact]
    public async Task A_test_hears_who_was_asked_for_and_who_was_not()
    {
        var backend = ScriptedTransport.SendsAll();
        await using var client = new TimClient(backend);
        await client.MsgBatchSend(MsgBatchSendParam.Create(Message.Text("hi"), "a", "b")).LastAsync();
        backend.AssertAsked("b", "a");
        var wrong = Assert.Throws<ScriptException>(() => backend.AssertAsked("a", "c"));
        Assert.Contains("Not asked for: c. Asked for though not expected: b.", wrong.Message);
    }
}
