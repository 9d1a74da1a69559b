namespace RxTim.Tests;

/// <summary>S15, S18: an interceptor may let a send end early, without leaving anybody in doubt.</summary>
public sealed class S15_DrainTests
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly ScriptedTransport transport;
    private SendStart? start;

    public S15_DrainTests() => transport = new(call => steps.Add("sent", call.Identifiers));

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(Streams))]
    public async Task S15_A_drained_send_completes_when_what_is_in_flight_is_answered(Face face)
    {
        await using var client = Client(new() { MaxConcurrentCalls = 2 });
        var running = client.RunAsync(face, Ask.Many(10));
        var calls = await transport.TakesAsync(2);
        start!.Drain();
        start.Drain();
        calls[0].AnswerRemaining(0);
        Assert.False(running.IsCompleted);
        calls[1].AnswerRemaining(TimErrorCodes.RestInternalError);

        var ending = await running.Soon();
        Assert.Null(ending.Error);
        Assert.Equal([("u0", 0), ("u1", TimErrorCodes.RestInternalError)], ending.Codes);
        Assert.Equal(["sent u0", "sent u1"], steps.Of("sent"));
        await steps.HasAsync("end");
        start.Drain();
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S15_A_drained_send_pulls_no_further_identifier_and_lets_go_of_its_source()
    {
        await using var client = Client(new());
        var source = new PulledSource(100, waitsAfter: 1);
        var running = Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source));
        await source.WaitsAsync();
        start!.Drain();
        await source.DisposedAsync();
        Assert.Equal(1, source.Pulled);
        (await transport.TakesOneAsync()).AnswerRemaining(0);
        Assert.Equal([("u0", 0)], (await running.Soon()).Codes);
    }

    [Fact]
    public async Task S15_A_drained_send_tries_nobody_again()
    {
        await using var client = Client(new() { Retry = new() { MaxAttempts = 9 } });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        var calls = await transport.TakesAsync(2);
        calls[0].AnswerRemaining(TimErrorCodes.RestInternalError);
        await steps.HasAsync("retry a");
        start!.Drain();
        calls[1].AnswerRemaining(TimErrorCodes.RestInternalError);
        var ending = await running.Soon();
        Assert.Null(ending.Error);
        Assert.All(ending.Results, static result => Assert.Equal((SendOutcome.Failed, 1), (result.Outcome, result.Attempts)));
        Assert.Equal(["a", "b"], ending.Identifiers.Order());
        Assert.Equal(2, transport.Calls.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S15_A_call_that_is_recorded_while_its_send_is_drained_is_not_handed_over(bool heedsToken)
    {
        var recording = new Gate();
        await using var client = Client(new(), async (call, cancel) =>
        {
            if (call.Identifiers[0] == "b")
                await recording.PassAsync(heedsToken ? cancel : CancellationToken.None);
        });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b", "c"));
        await recording.EnteredAsync();
        (await transport.TakesOneAsync()).AnswerRemaining(0);
        start!.Drain();
        recording.Open();
        var ending = await running.Soon();
        Assert.Null(ending.Error);
        Assert.Equal(["a"], ending.Identifiers);
        Assert.Equal(["sent a"], steps.Of("sent"));
        Assert.Equal(heedsToken ? 0 : 1, steps.Of("not handed over b").Count());
    }

    [Fact]
    public async Task S15_A_call_that_is_refused_while_its_send_is_drained_has_its_result()
    {
        await using var client = Client(new(), (call, cancel) =>
        {
            start!.Drain();
            call.Refuse(20_007, "drained");
            cancel.ThrowIfCancellationRequested();
            return default;
        });
        var ending = await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Null(ending.Error);
        Assert.Equal([("a", 20_007)], ending.Codes);
        Assert.Empty(transport.Calls);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S15_A_send_that_is_drained_as_it_begins_completes_empty(Face face)
    {
        await using var client = new TimClient(transport, new()
        {
            Interceptors = [new ScriptedInterceptor(steps) { OnBegin = static begun => begun.Drain() }],
        });
        var ending = await client.RunAsync(face, Ask.For("a")).Soon();
        Assert.Null(ending.Error);
        Assert.Empty(ending.Results);
        Assert.Equal(["begin", "end"], steps.All);
    }

    [Fact]
    public async Task S15_Draining_may_run_into_every_other_end()
    {
        await using var client = Client(new() { IdentifiersPerCall = 1, MaxConcurrentCalls = 4 });
        for (var round = 0; round < 200; round++)
        {
            var before = transport.Calls.Count;
            var observer = new RecordingObserver();
            var subscription = client.MsgBatchSend(Ask.Many(4)).Subscribe(observer);
            var calls = (await transport.TakesAsync(before + 4)).Skip(before).ToArray();
            var drain = start!;
            Together.Run(3, thread =>
            {
                if (thread == 0)
                    drain.Drain();
                else if (thread == 1)
                    calls[0].AnswerRemaining(0);
                else if (round % 2 == 0)
                    calls[1].Stop(TimErrorCodes.Interrupted, "gone");
                else
                    subscription.Dispose();
            });
            foreach (var call in calls)
                call.AnswerRemaining(0);
            if (round % 2 == 0)
                await observer.EndedAsync();
            Assert.Empty(observer.Faults);
        }
        await client.DisposeAsync().AsTask().Soon();
        await time.NoTimerAliveAsync();
    }

    private TimClient Client(TimClientOptions options, Func<MsgBatchCall, CancellationToken, ValueTask>? onHandOver = null) =>
        new(transport, options with
        {
            TimeProvider = time,
            IdentifiersPerCall = 1,
            Linger = Timeout.InfiniteTimeSpan,
            Interceptors = [new ScriptedInterceptor(steps) { OnBegin = begun => start = begun, OnHandOver = onHandOver }],
        });
}
