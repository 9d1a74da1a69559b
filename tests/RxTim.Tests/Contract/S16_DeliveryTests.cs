namespace RxTim.Tests;

/// <summary>S16 Delivery is awaited: what is to happen before the consumer has results has happened by then, in the order
/// composed.</summary>
public sealed class S16_DeliveryTests
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    public static TheoryData<Face> All => Faces.All;

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(All))]
    public async Task S16_The_consumer_has_results_when_each_interceptor_in_turn_has_had_them(Face face)
    {
        var (first, second) = (new Gate(), new Gate());
        await using var client = Client(ScriptedTransport.SendsAll(), new(),
            new(steps, "1: ") { OnDeliver = (_, _) => first.PassAsync(CancellationToken.None) },
            new(steps, "2: ") { OnDeliver = (_, _) => second.PassAsync(CancellationToken.None) });
        var running = client.RunAsync(face, Ask.For("a", "b"));
        await first.EnteredAsync();
        Assert.DoesNotContain("2: deliver a b", steps.All);
        first.Open();
        await second.EnteredAsync();
        Assert.False(running.IsCompleted);
        second.Open();
        Assert.Equal(["a", "b"], (await running.Soon()).Identifiers);
        Assert.Equal(["1: end", "2: end"], steps.All.Skip(6));
    }

    [Fact]
    public async Task S16_An_observer_has_nothing_before_the_interceptors()
    {
        var delivering = new Gate();
        var observer = new RecordingObserver();
        await using var client = Client(
            ScriptedTransport.SendsAll(), new(), new ScriptedInterceptor(steps) { OnDeliver = (_, _) => delivering.PassAsync(CancellationToken.None) });
        client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await delivering.EnteredAsync();
        Assert.Equal(0, observer.Notifications);
        delivering.Open();
        await observer.EndedAsync();
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S16_The_consumer_sees_the_end_when_each_interceptor_has_seen_it(Face face)
    {
        var ending = new Gate();
        await using var client = Client(
            ScriptedTransport.SendsAll(), new(), new(steps, "1: ") { OnEnd = _ => ending.PassAsync() }, new(steps, "2: "));
        var running = client.RunAsync(face, Ask.For("a"));
        await ending.EnteredAsync();
        Assert.False(running.IsCompleted);
        Assert.DoesNotContain("2: end", steps.All);
        ending.Open();
        Assert.Equal(["a"], (await running.Soon()).Identifiers);
        Assert.Equal("2: end", steps.All[^1]);
    }

    [Fact]
    public async Task S16_Deliveries_do_not_overlap_and_the_next_has_all_that_came_meanwhile()
    {
        var first = new Gate();
        await using var client = Client(silent, new() { IdentifiersPerCall = 1 }, new ScriptedInterceptor(steps)
        {
            OnDeliver = (results, _) => results[0].Identifier == "b" ? first.PassAsync(CancellationToken.None) : default,
        });
        var observer = new RecordingObserver();
        client.MsgBatchSend(Ask.For("a", "b", "c", "d")).Subscribe(observer);
        var calls = await silent.TakesAsync(4);
        calls[1].AnswerRemaining(0);
        await first.EnteredAsync();
        calls[3].AnswerRemaining(TimErrorCodes.RestInternalError);
        calls[0].AnswerRemaining(0);
        calls[2].AnswerRemaining(0);
        Assert.Equal(["deliver b"], steps.Of("deliver"));
        first.Open();
        await observer.EndedAsync();
        Assert.Equal(["deliver b", "deliver d a c"], steps.Of("deliver"));
        Assert.Equal(["b", "d", "a", "c"], observer.Results.Select(static result => result.Identifier));
    }

    [Fact]
    public async Task S16_Interceptors_have_the_results_that_the_consumer_has()
    {
        var seen = new List<MsgBatchSendResult>();
        var transport = new CountingTransport(new());
        await using var client = new TimClient(transport, new()
        {
            IdentifiersPerCall = 7,
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnDeliver = async (results, _) =>
                    {
                        await Task.Yield();
                        seen.AddRange(results);
                    },
                },
            ],
        });
        var results = (await client.RunAsync(Face.Pull, Ask.Many(1_000)).Soon()).Results;
        Assert.Equal(results, seen);
        Assert.Equal(1_000, results.Count);
    }

    [Theory]
    [InlineData(Face.StreamedPush)]
    [InlineData(Face.StreamedPull)]
    public async Task S16_A_slow_delivery_slows_the_sending(Face face)
    {
        var slow = new Gate();
        var transport = ScriptedTransport.SendsAll();
        await using var client = Client(
            transport,
            new() { IdentifiersPerCall = 4, MaxConcurrentCalls = 3 },
            new ScriptedInterceptor(steps) { OnDeliver = (_, _) => slow.PassAsync(CancellationToken.None) });
        var source = new PulledSource(100);
        var running = face == Face.StreamedPush
            ? Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source))
            : Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, TestContext.Current.CancellationToken));
        await slow.EnteredAsync();
        await transport.ReturnedAsync(3);
        // Another send runs from beginning to end meanwhile, so this one had its chance to go on.
        await using var other = new TimClient(ScriptedTransport.SendsAll());
        await other.RunAsync(Face.Push, Ask.Many(300)).Soon();
        Assert.Equal((3, 12), (transport.Calls.Count, source.Pulled));
        slow.Open();
        Assert.Equal(100, (await running.Soon()).Results.Count);
        Assert.All(steps.Of("deliver"), static step => Assert.InRange(step.Split(' ').Length - 1, 1, 12));
    }

    [Theory]
    [InlineData("unsubscribe")]
    [InlineData("cancel")]
    [InlineData("break")]
    public async Task S16_What_had_arrived_when_the_consumer_left_is_delivered_to_the_interceptors(string how)
    {
        var first = new Gate();
        await using var client = Client(silent, new() { IdentifiersPerCall = 1 }, new ScriptedInterceptor(steps)
        {
            OnDeliver = (results, _) => results[0].Identifier == "b" ? first.PassAsync(CancellationToken.None) : default,
        });
        var left = await LeaveAsync(client, how, async () =>
        {
            var calls = await silent.TakesAsync(4);
            calls[1].AnswerRemaining(0);
            await first.EnteredAsync();
            calls[2].AnswerRemaining(0);
        });
        first.Open();
        await left.Soon();
        await steps.HasAsync("end cancelled");
        Assert.Equal(["deliver a", "deliver b", "deliver c", "end cancelled"], steps.All.Where(static step => step[0] is 'd' or 'e'));
    }

    [Theory]
    [InlineData("complete", "end")]
    [InlineData("empty", "end")]
    [InlineData("fatal", "end with -1")]
    [InlineData("source", "end with 6017")]
    [InlineData("dispose", "end with 7009")]
    [InlineData("cancel", "end cancelled")]
    [InlineData("break", "end cancelled")]
    [InlineData("unsubscribe", "end cancelled")]
    public async Task S16_Interceptors_are_told_of_the_end_in_every_way_of_ending_and_of_nothing_after_it(string how, string expected)
    {
        await using var client = Client(silent, new() { IdentifiersPerCall = 1 }, new(steps, "1: "), new(steps, "2: "));
        Task ended;
        switch (how)
        {
            case "empty":
                ended = client.RunAsync(Face.Push, Ask.For());
                break;
            case "source":
                ended = Faces.PushAsync(client.MsgBatchSend(Ask.Hi, new FaultySource([], "current")));
                break;
            case "cancel" or "break" or "unsubscribe":
                ended = await LeaveAsync(client, how, static () => Task.CompletedTask);
                break;
            default:
                ended = client.RunAsync(Face.Pull, Ask.For("a", "b"));
                var calls = await silent.TakesAsync(2);
                if (how == "fatal")
                    calls[0].Refuse(-1, "");
                else if (how == "dispose")
                    await client.DisposeAsync();
                calls[0].AnswerRemaining(0);
                calls[1].AnswerRemaining(0);
                break;
        }
        await ended.Soon();
        await steps.HasAsync($"2: {expected}");
        foreach (var call in silent.Calls)
            call.AnswerRemaining(0);
        await client.DisposeAsync().AsTask().Soon();
        Assert.Equal([$"1: {expected}", $"2: {expected}"], steps.All.TakeLast(2));
        Assert.Equal(2, steps.All.Count(static step => step.Contains(": end", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S16_A_send_of_a_disposed_client_never_begins_and_so_never_ends(Face face)
    {
        var client = Client(silent, new(), new ScriptedInterceptor(steps));
        await client.DisposeAsync();
        Assert.Equal(TimErrorCodes.NotInitialized, (await client.RunAsync(face, Ask.For("a")).Soon()).TimError.Code);
        Assert.Empty(steps.All);
    }

    [Theory]
    [InlineData("hand over")]
    [InlineData("retry")]
    public async Task S16_The_end_waits_for_what_an_interceptor_is_still_asked_and_told(string where)
    {
        var asked = new Gate();
        var transport = new ScriptedTransport(static call => Task.Run(() => call.AnswerRemaining(TimErrorCodes.RestInternalError)));
        await using var client = Client(transport, new() { Retry = new() { MaxAttempts = 2 } }, new ScriptedInterceptor(steps)
        {
            OnHandOver = async (_, _) =>
            {
                if (where == "hand over")
                    await asked.PassAsync(CancellationToken.None);
            },
            OnRetrying = _ =>
            {
                if (where == "retry")
                    asked.Pass();
                steps.Add("told");
            },
        });
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        await asked.EnteredAsync();
        subscription.Dispose();
        Assert.DoesNotContain("end cancelled", steps.All);
        asked.Open();
        await steps.HasAsync("end cancelled");
        Assert.Equal(where == "retry" ? ["told", "end cancelled"] : ["not handed over a", "end cancelled"], steps.All.TakeLast(2));
        await client.DisposeAsync().AsTask().Soon();
        Assert.Equal("end cancelled", steps.All[^1]);
    }

    [Fact]
    public async Task S17_A_consumer_does_not_wait_for_a_transport_that_does_not_return()
    {
        var sending = new Gate();
        var client = Client(new ScriptedTransport(_ => sending.Pass()), new(), new ScriptedInterceptor(steps));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await sending.EnteredAsync();
        var disposal = client.DisposeAsync().AsTask();
        Assert.Equal(["a"], (await running.Soon()).TimError.Unanswered);
        Assert.False(disposal.IsCompleted);
        sending.Open();
        await disposal.Soon();
    }

    // The consumer takes a's result and leaves after the rest has been done.
    private async Task<Task> LeaveAsync(TimClient client, string how, Func<Task> before)
    {
        var cancellation = new CancellationTokenSource();
        var observer = new RecordingObserver();
        var param = Ask.For("a", "b", "c", "d");
        if (how == "unsubscribe")
        {
            var subscription = client.MsgBatchSend(param).Subscribe(observer);
            (await silent.TakesAsync(4))[0].AnswerRemaining(0);
            await observer.ResultsAsync(1);
            await before();
            subscription.Dispose();
            return Task.CompletedTask;
        }
        var results = client.MsgBatchSendAsync(param, cancellation.Token).GetAsyncEnumerator(CancellationToken.None);
        var move = results.MoveNextAsync();
        (await silent.TakesAsync(4))[0].AnswerRemaining(0);
        Assert.True(await move.Soon());
        await before();
        if (how == "cancel")
        {
            await cancellation.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await results.MoveNextAsync());
        }
        return results.DisposeAsync().AsTask();
    }

    private TimClient Client(ScriptedTransport transport, TimClientOptions options, params ScriptedInterceptor[] interceptors) =>
        new(transport, options with { TimeProvider = time, Linger = Timeout.InfiniteTimeSpan, Interceptors = interceptors });
}
