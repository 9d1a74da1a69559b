using System.Reactive.Linq;

namespace RxTim.Tests;

/// <summary>S7 Cancel: new calls stop at once, late callbacks are ignored for ever, nothing is emitted afterwards.</summary>
public sealed class S07_CancelTests
{
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    [Fact]
    public async Task S7_After_dispose_no_further_call_is_sent()
    {
        await using var client = new TimClient(silent, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 1 });
        var observer = new RecordingObserver();
        var subscription = client.MsgBatchSend(Ask.Many(10)).Subscribe(observer);
        var call = await silent.TakesOneAsync();

        subscription.Dispose();
        call.AnswerRemaining(0);

        await client.RunAsync(Face.Push, Ask.For()).Soon();
        Assert.Single(silent.Calls);
        Assert.Equal(0, observer.Notifications);
    }

    [Fact]
    public async Task S7_Late_callbacks_are_ignored_however_they_come()
    {
        var sdk = CallbackSdk.Silent();
        await using var client = new TimClient(sdk.Transport);
        var observer = new RecordingObserver();
        var subscription = client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        var (_, callback) = (await sdk.TakesAsync(1))[0];
        subscription.Dispose();

        Together.Run(8, i =>
        {
            foreach (var json in new[] { Entries.Sent("a", "b"), "", "[{", "nonsense", "[]", null! })
                callback(i % 2 == 0 ? 0 : -1, "late", json, null);
        });

        Assert.Equal(0, observer.Notifications);
    }

    [Fact]
    public async Task S7_Dispose_inside_OnNext_makes_it_the_last()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport);
        IDisposable? subscription = null;
        var observer = new RecordingObserver(_ => subscription!.Dispose());
        subscription = client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        (await transport.TakesOneAsync()).OnCallback(0, "", Entries.Sent("a", "b", "c"));
        Assert.Equal(1, observer.Notifications);
    }

    [Fact]
    public async Task S7_Take_stops_the_sending()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 1 });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.Many(1_000)).Take(1)).Soon();
        Assert.Equal(["u0"], ending.Identifiers);
        Assert.Null(ending.Error);
        Assert.InRange(transport.Calls.Count, 1, 999);
    }

    [Fact]
    public async Task S7_A_consumer_that_stops_after_the_first_result_stops_the_sending()
    {
        var transport = ScriptedTransport.SendsAll();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 2 });
        var source = new PulledSource(1_000);
        await foreach (var result in client.MsgBatchSendAsync(Ask.Hi, source, TestContext.Current.CancellationToken))
            break;
        await source.DisposedAsync();
        Assert.InRange(transport.Calls.Count, 1, 3);
        Assert.InRange(source.Pulled, 1, 4);
    }

    [Fact]
    public async Task S7_Take_at_a_timeout_gives_back_the_room_of_every_call()
    {
        // Both calls expire together, and the first result ends the send: the second call's place in flight must not be lost.
        var time = new VirtualTime();
        var transport = ScriptedTransport.NeverAnswers(new() { MaxCallsInFlight = 2, MaxIdentifiersInFlight = 2 });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1, TimeProvider = time });
        for (var round = 1; round <= 5; round++)
        {
            var taken = Faces.PushAsync(client.MsgBatchSend(Ask.For("a", "b")).Take(1));
            await transport.TakesAsync(2 * round);
            time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal([("a", 6012)], (await taken.Soon()).Codes);
        }
    }

    [Fact]
    public async Task S7_A_cancelled_token_ends_an_enumeration_whose_backend_never_answers()
    {
        await using var client = new TimClient(silent);
        using var cancellation = new CancellationTokenSource();
        var running = Faces.PullAsync(client.MsgBatchSendAsync(Ask.For("a"), cancellation.Token));
        await silent.TakesOneAsync();

        await cancellation.CancelAsync();

        var ending = await running.Soon();
        Assert.Empty(ending.Results);
        Assert.Equal(cancellation.Token, Assert.IsAssignableFrom<OperationCanceledException>(ending.Error).CancellationToken);
    }

    [Fact]
    public async Task S7_A_token_given_with_WithCancellation_ends_an_enumeration()
    {
        await using var client = new TimClient(silent);
        using var cancellation = new CancellationTokenSource();
        var stream = client.MsgBatchSendAsync(Ask.For("a"), TestContext.Current.CancellationToken);
        await using var results = stream.WithCancellation(cancellation.Token).GetAsyncEnumerator();
        var move = results.MoveNextAsync();
        await silent.TakesOneAsync();
        await cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await move);
        Assert.Equal(cancellation.Token, error.CancellationToken);
    }

    [Fact]
    public async Task S7_A_token_that_is_cancelled_already_sends_nothing()
    {
        await using var client = new TimClient(silent);
        var ending = await Faces.PullAsync(client.MsgBatchSendAsync(Ask.For("a"), new CancellationToken(canceled: true))).Soon();
        Assert.IsAssignableFrom<OperationCanceledException>(ending.Error);
        await client.RunAsync(Face.Push, Ask.For()).Soon();
        Assert.Empty(silent.Calls);
    }

    [Fact]
    public async Task S7_Results_that_wait_are_not_given_after_cancellation()
    {
        await using var client = new TimClient(silent);
        using var cancellation = new CancellationTokenSource();
        await using var results = client.MsgBatchSendAsync(Ask.For("a", "b", "c"), cancellation.Token)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var move = results.MoveNextAsync();
        var call = await silent.TakesOneAsync();
        call.OnCallback(0, "", Entries.Sent("a", "b"));
        call.Answer("c", 0);
        Assert.True(await move.Soon());
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await results.MoveNextAsync());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await results.MoveNextAsync());
    }

    [Fact]
    public async Task S7_Cancelling_after_the_end_changes_nothing()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        using var cancellation = new CancellationTokenSource();
        var ending = await Faces.PullAsync(client.MsgBatchSendAsync(Ask.For("a"), cancellation.Token)).Soon();
        await cancellation.CancelAsync();
        Assert.Null(ending.Error);
    }

    [Fact]
    public async Task S7_Disposing_twice_and_from_many_threads_is_harmless()
    {
        await using var client = new TimClient(silent, new() { IdentifiersPerCall = 1 });
        var observer = new RecordingObserver();
        var subscription = client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        var calls = await silent.TakesAsync(3);
        subscription.Dispose();
        Together.Run(4, _ => subscription.Dispose());
        calls[0].AnswerRemaining(0);
        Assert.Equal(0, observer.Notifications);
    }
}
