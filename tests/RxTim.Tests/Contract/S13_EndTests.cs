namespace RxTim.Tests;

/// <summary>S13 End: disposing the client ends every running stream with an error; nothing leaks.</summary>
public sealed class S13_EndTests
{
    private readonly VirtualTime time = new();
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    public static TheoryData<Face> Streams => Faces.Streams;

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(Streams))]
    public async Task S13_Disposing_the_client_ends_a_running_stream_with_an_error(Face face)
    {
        var client = new TimClient(silent, new() { TimeProvider = time, IdentifiersPerCall = 2, Linger = Timeout.InfiniteTimeSpan });
        var running = client.RunAsync(face, Ask.For("a", "b", "c"));
        var calls = await silent.TakesAsync(2);
        calls[0].Answer("a", 0);

        await client.DisposeAsync();

        var ending = await running.Soon();
        Assert.Equal(["a"], ending.Identifiers);
        Assert.Equal((7009, 3L, 1L), (ending.TimError.Code, ending.TimError.Attempted, ending.TimError.Answered));
        Assert.Equal(["b", "c"], ending.TimError.Unanswered);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S13_Disposing_the_client_ends_a_stream_that_waits_for_room_or_for_its_source()
    {
        var limited = ScriptedTransport.NeverAnswers(new() { MaxCallsInFlight = 1 });
        var client = new TimClient(limited, new() { TimeProvider = time });
        var first = client.RunAsync(Face.Push, Ask.For("a"));
        await limited.TakesOneAsync();
        var waitsForRoom = new PulledSource(1);
        var waitsForSource = new PulledSource(1, waitsAfter: 0);
        var second = Faces.PushAsync(client.MsgBatchSend(Ask.Hi, waitsForRoom));
        var third = Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, waitsForSource, TestContext.Current.CancellationToken));
        await waitsForRoom.PulledAsync(1);
        await waitsForSource.WaitsAsync();

        await client.DisposeAsync();

        Assert.Equal([1, 0, 0], (await Task.WhenAll(first, second, third).Soon()).Select(static ending => ending.TimError.Attempted));
        await waitsForRoom.DisposedAsync();
        await waitsForSource.DisposedAsync();
        await time.NoTimerAliveAsync();
        Assert.Single(limited.Calls);
    }

    [Fact]
    public async Task S13_Disposing_the_client_sends_nothing_more_in_the_room_that_it_frees()
    {
        // The first call's abort lets the thread pool run whatever is ready, such as a send that waited for that call's place.
        var limited = new ScriptedTransport(
            static call => call.Aborted.Register(static () =>
            {
                for (var i = 0; i < 100; i++)
                    Task.Run(static () => { }).Wait(Waiting.Limit);
            }),
            new() { MaxCallsInFlight = 1 });
        var client = new TimClient(limited);
        var sources = Enumerable.Range(0, 10).Select(static _ => new PulledSource(1)).ToArray();
        var running = sources.Select(source => Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source))).ToArray();
        await Task.WhenAll(sources.Select(static source => source.PulledAsync(1)));
        await limited.TakesOneAsync();

        await client.DisposeAsync();

        Assert.Equal(1, (await Task.WhenAll(running).Soon()).Sum(static ending => ending.TimError.Attempted));
        await Task.WhenAll(sources.Select(static source => source.DisposedAsync()));
        Assert.Single(limited.Calls);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S13_A_stream_of_a_disposed_client_ends_with_an_error_and_sends_nothing(Face face)
    {
        var client = new TimClient(silent, new() { TimeProvider = time });
        await client.DisposeAsync();
        await client.DisposeAsync();
        var error = (await client.RunAsync(face, Ask.For("a")).Soon()).TimError;
        Assert.Equal((6013, 0L), (error.Code, error.Attempted));
        Assert.Empty(silent.Calls);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S13_The_client_may_be_disposed_inside_OnNext()
    {
        var client = new TimClient(silent, new() { TimeProvider = time });
        var observer = new RecordingObserver(_ => client.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken));
        client.MsgBatchSend(Ask.For("a", "b", "c")).Subscribe(observer);
        (await silent.TakesOneAsync()).OnCallback(0, "", Entries.Sent("a", "b"));
        await observer.EndedAsync();
        Assert.Equal(["a", "b"], observer.Results.Select(static result => result.Identifier));
        Assert.Equal(["c"], Assert.IsType<TimException>(observer.Error).Unanswered);
        Assert.Empty(observer.Faults);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S13_After_the_end_no_timer_is_left(Face face)
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { TimeProvider = time, Linger = TimeSpan.FromDays(1) });
        await client.RunAsync(face, Ask.Many(250)).Soon();
        await time.NoTimerAliveAsync();
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S13_After_an_error_no_timer_is_left(Face face)
    {
        var transport = new ScriptedTransport(static call => call.Refuse(-1, ""));
        await using var client = new TimClient(transport, new() { TimeProvider = time, Linger = TimeSpan.FromDays(1) });
        await client.RunAsync(face, Ask.Many(250)).Soon();
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S13_After_dispose_no_timer_is_left()
    {
        await using var client = new TimClient(silent, new() { TimeProvider = time });
        var subscription = client.MsgBatchSend(Ask.Many(3)).Subscribe(new RecordingObserver());
        await silent.TakesOneAsync();
        Assert.Equal(1, time.TimersAlive);
        subscription.Dispose();
        Assert.Equal(0, time.TimersAlive);
    }

    [Fact]
    public async Task S13_After_dispose_no_timer_is_left_even_where_the_source_ignores_it()
    {
        await using var client = new TimClient(
            silent, new() { TimeProvider = time, Linger = TimeSpan.FromDays(1), DisposeTimeout = TimeSpan.Zero });
        var source = new PulledSource(5, waitsAfter: 1, heedsCancellation: false);
        var subscription = client.MsgBatchSend(Ask.Hi, source).Subscribe(new RecordingObserver());
        await source.WaitsAsync();
        await time.TimersArmedAsync(1);
        subscription.Dispose();
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S13_An_enumerator_that_is_moved_after_its_disposal_ends_and_leaves_nothing()
    {
        await using var client = new TimClient(silent, new() { TimeProvider = time });
        var cancellation = TestContext.Current.CancellationToken;
        var results = client.MsgBatchSendAsync(Ask.For("a"), cancellation).GetAsyncEnumerator(cancellation);
        await results.DisposeAsync();
        Assert.False(await results.MoveNextAsync());
        await results.DisposeAsync();
        Assert.Equal(0, time.TimersAlive);
        Assert.Empty(silent.Calls);
    }

    [Fact]
    public async Task S13_The_source_is_disposed_at_the_end()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        var source = new PulledSource(3);
        await Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source)).Soon();
        await source.DisposedAsync();
        Assert.Equal(3, source.Pulled);
    }

    [Fact]
    public async Task S13_The_transport_outlives_the_client()
    {
        var transport = ScriptedTransport.SendsAll();
        await new TimClient(transport).DisposeAsync();
        await using var next = new TimClient(transport);
        Assert.Equal(["a"], (await next.RunAsync(Face.Pull, Ask.For("a")).Soon()).Identifiers);
    }

    [Fact]
    public async Task S13_Disposing_the_client_on_many_threads_while_answers_come_gives_each_stream_one_end()
    {
        var transport = ScriptedTransport.NeverAnswers();
        var client = new TimClient(transport, new() { IdentifiersPerCall = 5, TimeProvider = time });
        var observers = Enumerable.Range(0, 8).Select(_ => new RecordingObserver()).ToArray();
        foreach (var observer in observers)
            client.MsgBatchSend(Ask.Many(20)).Subscribe(observer);
        var calls = await transport.TakesAsync(32);

        Together.Run(8, i =>
        {
            for (var k = i; k < calls.Count; k += 8)
            {
                if (k >= 16 && i % 4 == 0)
                    client.DisposeAsync().AsTask().Wait(TestContext.Current.CancellationToken);
                calls[k].AnswerRemaining(0);
            }
        });

        foreach (var observer in observers)
        {
            await observer.EndedAsync();
            Assert.Empty(observer.Faults);
            if (observer.Error is TimException error)
                Assert.Equal(error.Attempted, error.Answered + error.Unanswered.Count);
        }
        await time.NoTimerAliveAsync();
    }
}
