using System.Reactive.Linq;
using System.Reactive.Subjects;

namespace RxTim.Tests;

/// <summary>S10 Callback form: the adapters from any stream back to a callback.</summary>
public sealed class S10_AdapterTests
{
    private readonly List<(int Code, string Desc, string[] Identifiers, string? UserData)> called = [];
    private readonly Signal changed = new();

    [Fact]
    public void S10_Results_that_the_caller_made_keep_the_order_in_which_they_came()
    {
        Ask.Names(1_000).Reverse().Select(static name => new MsgBatchSendResult(name, 0)).ToObservable().Subscribe(List, "data");
        var (code, desc, identifiers, userData) = Assert.Single(called);
        Assert.Equal((0, "", "data"), (code, desc, userData));
        Assert.Equal(Ask.Names(1_000).Reverse(), identifiers);
    }

    [Fact]
    public async Task S10_Results_of_one_send_stand_in_the_order_asked()
    {
        var transport = new ScriptedTransport(static call => call.OnCallback(0, "", Entries.Sent(call.Identifiers.Reverse())));
        await using var client = new TimClient(transport);
        client.MsgBatchSend(Ask.Many(50)).Where(static result => result.Identifier != "u7").Subscribe(List);
        await changed.WhenAsync(() => called.Count == 1);
        Assert.Equal(Ask.Names(50).Where(static name => name != "u7"), called[0].Identifiers);
    }

    [Fact]
    public async Task S10_Results_of_one_stream_sent_twice_stand_in_the_order_in_which_they_arrived()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var stream = client.MsgBatchSend(Ask.For("a", "b"));
        stream.Concat(stream).Subscribe(List);
        await changed.WhenAsync(() => called.Count == 1);
        Assert.Equal(["a", "b", "a", "b"], called[0].Identifiers);
    }

    [Fact]
    public void S10_A_stream_that_fails_calls_back_once_with_the_errors_code_and_the_results_before_it()
    {
        Failing(new TimException(6013, "not initialised")).Subscribe(List);
        Failing(new IOException("broken")).Subscribe(List);
        Assert.Equal([(6013, "not initialised"), (7012, "broken")], called.Select(static call => (call.Code, call.Desc)));
        Assert.All(called, static call => Assert.Equal(["a"], call.Identifiers));
    }

    [Fact]
    public void S10_A_disposed_subscription_is_not_called_back()
    {
        using var source = new Subject<MsgBatchSendResult>();
        var subscription = source.Subscribe(List);
        source.OnNext(new MsgBatchSendResult("a", 0));
        subscription.Dispose();
        source.OnCompleted();
        Assert.Empty(called);
    }

    [Fact]
    public void S10_An_empty_stream_calls_back_with_nothing()
    {
        Observable.Empty<MsgBatchSendResult>().Subscribe(List);
        Assert.Equal(0, Assert.Single(called).Code);
        string? json = null;
        Observable.Empty<MsgBatchSendResult>().Subscribe((int _, string _, string text, string? _) => json = text);
        Assert.Equal("[]", json);
    }

    [Fact]
    public void S10_The_JSON_adapter_writes_the_backends_own_format()
    {
        var json = Entries.Json(Entries.Of("a", 5, "why"), Entries.Of("b"));
        string? text = null;
        MsgBatchSendResult.ParseArray(json).ToObservable().Subscribe((int _, string _, string written, string? _) => text = written);
        JsonAssert.Same(json, text!);
    }

    [Fact]
    public void S10_What_the_callback_throws_is_reported_and_does_not_reach_the_stream()
    {
        using var unhandled = new Unhandled("adapter callback broke");
        Observable.Return(new MsgBatchSendResult("a", 0)).Subscribe(
            (int _, string _, List<MsgBatchSendResult> _, string? _) => throw new IOException("adapter callback broke"));
        Assert.Single(unhandled.All);
    }

    private static IObservable<MsgBatchSendResult> Failing(Exception error) =>
        Observable.Return(new MsgBatchSendResult("a", 0)).Concat(Observable.Throw<MsgBatchSendResult>(error));

    private void List(int code, string desc, List<MsgBatchSendResult> results, string? userData)
    {
        called.Add((code, desc, [.. results.Select(static result => result.Identifier)], userData));
        changed.Changed();
    }
}
