using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>S7 Cancel: source, transport and rate limiter are let go of, and none of them keeps who cancels waiting.</summary>
public sealed class S07_LettingGoTests
{
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    [Fact]
    public async Task S7_Cancelling_lets_go_of_a_source_that_waits()
    {
        var source = new PulledSource(int.MaxValue, waitsAfter: 1);
        await using var client = new TimClient(silent, new() { Linger = TimeSpan.Zero });
        using var cancellation = new CancellationTokenSource();
        var running = Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, cancellation.Token));
        await silent.TakesOneAsync();
        await cancellation.CancelAsync();
        Assert.IsAssignableFrom<OperationCanceledException>((await running.Soon()).Error);
        await source.DisposedAsync();
    }

    [Fact]
    public async Task S7_Cancelling_does_not_wait_for_a_source_that_ignores_it()
    {
        var source = new PulledSource(int.MaxValue, waitsAfter: 0, heedsCancellation: false);
        await using var client = new TimClient(silent);
        using var cancellation = new CancellationTokenSource();
        var running = Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, cancellation.Token));
        await source.WaitsAsync();
        await cancellation.CancelAsync();
        Assert.IsAssignableFrom<OperationCanceledException>((await running.Soon()).Error);
    }

    [Fact]
    public async Task S7_Cancelling_frees_a_send_that_waits_for_room_in_flight()
    {
        var limited = ScriptedTransport.NeverAnswers(new() { MaxIdentifiersInFlight = 1 });
        await using var client = new TimClient(limited);
        using var busy = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        await limited.TakesOneAsync();
        using var cancellation = new CancellationTokenSource();
        var source = new PulledSource(1);
        var waiting = Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, cancellation.Token));
        await source.PulledAsync(1);
        await cancellation.CancelAsync();
        Assert.IsAssignableFrom<OperationCanceledException>((await waiting.Soon()).Error);

        busy.Dispose();
        var next = client.RunAsync(Face.Push, Ask.For("c"));
        (await limited.TakesAsync(2))[1].AnswerRemaining(0);
        Assert.Equal(["c"], (await next.Soon()).Identifiers);
    }

    [Fact]
    public async Task S7_The_transport_is_told_of_calls_that_nobody_waits_for()
    {
        await using var client = new TimClient(silent, new() { IdentifiersPerCall = 1 });
        var subscription = client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(new RecordingObserver());
        var calls = await silent.TakesAsync(3);
        var (early, answered) = (calls[0].Aborted, calls[2].Aborted);
        calls[2].AnswerRemaining(0);

        subscription.Dispose();

        Assert.True(early.IsCancellationRequested);
        Assert.True(calls[1].Aborted.IsCancellationRequested);
        Assert.False(answered.IsCancellationRequested);
        Assert.All(calls, static call => Assert.True(call.IsOver));
    }

    [Fact]
    public async Task S7_A_transport_whose_abort_handler_throws_does_not_hurt_who_cancels()
    {
        using var unhandled = new Unhandled("abort handler broke");
        var transport = new ScriptedTransport(
            static call => call.Aborted.Register(static () => throw new InvalidOperationException("abort handler broke")));
        await using var client = new TimClient(transport);
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        await transport.TakesOneAsync();
        await transport.ReturnedAsync(1);
        subscription.Dispose();
        var told = Assert.Single(unhandled.All);
        Assert.Equal("abort handler broke", told.GetBaseException().Message);
    }

    [Fact]
    public async Task S7_Cancelling_does_not_wait_for_a_transport_that_is_slow_to_abort()
    {
        using var leave = new ManualResetEventSlim();
        var transport = new ScriptedTransport(call => call.Aborted.Register(() => leave.Wait(Waiting.Limit)));
        await using var client = new TimClient(transport);
        using var cancellation = new CancellationTokenSource();
        var results = client.MsgBatchSendAsync(Ask.For("a"), cancellation.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var move = results.MoveNextAsync();
        await transport.ReturnedAsync(1);

        var cancelling = cancellation.CancelAsync();
        try
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await move.Soon());
            Assert.False(cancelling.IsCompleted);
        }
        finally
        {
            leave.Set();
        }
        await cancelling.Soon();
        await results.DisposeAsync();
    }

    [Fact]
    public async Task S7_Cancelling_frees_a_send_that_waits_for_its_rate_limiter()
    {
        using var limiter = new ConcurrencyLimiter(new()
        {
            PermitLimit = 1,
            QueueLimit = 10,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
        var transport = ScriptedTransport.SendsAll(new() { MaxCallsInFlight = 1 });
        await using var client = new TimClient(transport, new() { CallLimiter = limiter });
        using var taken = await limiter.AcquireAsync(1, TestContext.Current.CancellationToken);
        var source = new PulledSource(1);
        var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(new RecordingObserver());
        await source.PulledAsync(1);

        subscription.Dispose();
        await source.DisposedAsync();
        taken.Dispose();

        // The place in flight is free again, and so is the limiter's queue.
        Assert.Equal(["b"], (await client.RunAsync(Face.Push, Ask.For("b")).Soon()).Identifiers);
        Assert.Equal(["b"], Assert.Single(transport.Calls).Identifiers);
    }
}
