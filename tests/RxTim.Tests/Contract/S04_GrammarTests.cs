using System.Reactive.Linq;
using Microsoft.Reactive.Testing;

namespace RxTim.Tests;

/// <summary>S4 Rx grammar: OnNext* (OnCompleted | OnError)?, never overlapping.</summary>
public sealed class S04_GrammarTests
{
    [Fact]
    public async Task S4_Callbacks_on_many_threads_at_once_do_not_overlap()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 100, MaxConcurrentCalls = 8 });
        var observer = new RecordingObserver(static _ => Thread.Yield());
        client.MsgBatchSend(Ask.Many(800)).Subscribe(observer);
        var calls = await transport.TakesAsync(8);

        Together.Run(8, i =>
        {
            foreach (var identifier in calls[i].Identifiers)
                calls[i].Answer(identifier, 0);
        });

        await observer.EndedAsync();
        Assert.Empty(observer.Faults);
        Assert.Equal(800, observer.Results.Count);
        Assert.Null(observer.Error);
        Assert.Equal(801, observer.Notifications);
    }

    [Fact]
    public async Task S4_A_callback_inside_the_call_follows_the_grammar()
    {
        var observer = new RecordingObserver();
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { IdentifiersPerCall = 1 });
        client.MsgBatchSend(Ask.Many(100)).Subscribe(observer);
        await observer.EndedAsync();
        Assert.Empty(observer.Faults);
        Assert.Equal(101, observer.Notifications);
    }

    [Fact]
    public async Task S4_An_answer_given_inside_OnNext_comes_after_it()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport);
        var observer = new RecordingObserver(result =>
        {
            if (result.Identifier == "a")
                transport.Calls[0].AnswerRemaining(0);
        });
        client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        (await transport.TakesOneAsync()).Answer("a", 0);
        await observer.EndedAsync();
        Assert.Empty(observer.Faults);
        Assert.Equal(["a", "b", "c"], observer.Results.Select(static result => result.Identifier));
    }

    [Fact]
    public async Task S4_After_OnCompleted_nothing_comes()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport);
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await observer.EndedAsync();

        var call = transport.Calls[0];
        call.OnCallback(0, "", Entries.Sent("a"));
        call.OnCallback(-1, "", "");
        call.Refuse(-2, "");
        call.Lose("late");
        await client.DisposeAsync();

        Assert.Empty(observer.Faults);
        Assert.Equal(2, observer.Notifications);
    }

    [Fact]
    public async Task S4_After_OnError_nothing_comes()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1 });
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        var calls = await transport.TakesAsync(2);

        calls[0].Refuse(-2, "not logged in");
        calls[1].Refuse(-2, "not logged in");
        calls[1].AnswerRemaining(0);
        calls[0].AnswerRemaining(0);
        await client.DisposeAsync();

        Assert.IsType<TimException>(observer.Error);
        Assert.Empty(observer.Faults);
        Assert.Equal(1, observer.Notifications);
    }

    [Fact]
    public async Task S4_Refusals_that_stop_the_send_on_many_threads_give_one_error()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 8 });
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.Many(8)).Subscribe(observer);
        var calls = await transport.TakesAsync(8);
        Together.Run(8, i => calls[i].Refuse(-1, ""));
        await observer.EndedAsync();
        Assert.Empty(observer.Faults);
        Assert.Equal(1, observer.Notifications);
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal(8, error.Refused.Count + error.Unanswered.Count);
    }

    [Fact]
    public async Task S4_The_results_that_arrived_come_before_the_error()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1 });
        var blocked = new TaskCompletionSource();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var observer = new RecordingObserver(result =>
        {
            if (result.Identifier != "a")
                return;
            entered.SetResult();
            Assert.True(blocked.Task.Wait(Waiting.Limit, TestContext.Current.CancellationToken));
        });
        client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        var calls = await transport.TakesAsync(3);
        var first = Task.Run(() => calls[0].AnswerRemaining(0), TestContext.Current.CancellationToken);
        await entered.Task.Soon();
        calls[1].AnswerRemaining(0);
        calls[2].Refuse(-1, "");
        blocked.SetResult();
        await first.Soon();
        await observer.EndedAsync();

        Assert.Equal(["a", "b"], observer.Results.Select(static result => result.Identifier));
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal((3, 2), (error.Attempted, error.Answered));
        Assert.Equal(["c"], error.Refused);
        Assert.Empty(observer.Faults);
    }

    [Fact]
    public async Task S4_A_stream_on_a_test_scheduler_has_each_result_at_its_time()
    {
        // The whole send in virtual time: answers after 10, 20 and 30 ticks, the timeout of the fourth after 100.
        var time = new VirtualTime();
        var transport = new ScriptedTransport(call =>
        {
            var place = call.Identifiers[0][0] - 'a' + 1;
            if (place < 4)
                Observable.Timer(TimeSpan.FromTicks(10 * place), time.Scheduler).Subscribe(_ => call.AnswerRemaining(0));
        });
        await using var client = new TimClient(transport, new()
        {
            IdentifiersPerCall = 1,
            TimeProvider = time,
            ResultTimeout = TimeSpan.FromMilliseconds(1),
        });
        var observer = time.Scheduler.CreateObserver<string>();
        var ended = new TaskCompletionSource();
        client.MsgBatchSend(Ask.For("a", "b", "c", "d"))
            .Select(static result => $"{result.Identifier}{result.Code}")
            .Finally(ended.SetResult)
            .Subscribe(observer);
        await transport.TakesAsync(4);
        await time.TimersArmedAsync(1);

        time.Scheduler.Start();

        await ended.Task.Soon();
        observer.Messages.AssertEqual(
            ReactiveTest.OnNext(10, "a0"),
            ReactiveTest.OnNext(20, "b0"),
            ReactiveTest.OnNext(30, "c0"),
            ReactiveTest.OnNext(TimeSpan.TicksPerMillisecond, "d6012"),
            ReactiveTest.OnCompleted<string>(TimeSpan.TicksPerMillisecond));
    }
}
