namespace RxTim.Tests;

/// <summary>S15: a call that is not handed over after all, because an interceptor throws or the send ends first.</summary>
public sealed class S15_StopTests
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly ScriptedTransport transport;

    public S15_StopTests() => transport = new(call => steps.Add("sent", call.Identifiers));

    public static TheoryData<Face> Streams => Faces.Streams;

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(Streams))]
    public async Task S15_An_interceptor_that_throws_stops_the_send_and_its_call_was_not_attempted(Face face)
    {
        await using var client = Client(
            new(steps, "1: "), new(steps, "2: ") { OnHandOver = Throws("b", new IOException("disk full")) }, new(steps, "3: "));
        var ending = await client.RunAsync(face, Ask.For("a", "b", "c")).Soon();
        var error = ending.TimError;
        Assert.Equal((TimErrorCodes.SdkInternalError, 1L, 0L), (error.Code, error.Attempted, error.Answered));
        Assert.Equal("disk full", Assert.IsType<IOException>(error.InnerException).Message);
        Assert.Contains("disk full", error.Message);
        Assert.Equal(["a"], error.Unanswered);
        Assert.Empty(error.Refused);
        Assert.Equal(["sent a"], steps.Of("sent"));
        Assert.Contains("1: not handed over b", steps.All);
        Assert.DoesNotContain("2: not handed over b", steps.All);
        Assert.DoesNotContain("3: hand over b", steps.All);
    }

    [Fact]
    public async Task S15_A_TimException_that_is_thrown_is_the_error_with_what_was_attempted()
    {
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnHandOver = Throws("b", new TimException(TimErrorCodes.NotLoggedIn, "Another one sends.", new IOException("fence"))),
        });
        var error = (await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon()).TimError;
        Assert.Equal((TimErrorCodes.NotLoggedIn, 1L), (error.Code, error.Attempted));
        Assert.StartsWith("Another one sends.", error.Message, StringComparison.Ordinal);
        Assert.Equal("fence", error.InnerException?.Message);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S15_An_exception_while_a_send_begins_stops_it_before_its_source_is_asked(Face face)
    {
        await using var client = Client(
            new(steps, "1: "), new(steps, "2: ") { OnBegin = static _ => throw new IOException("no table") }, new(steps, "3: "));
        var ending = await client.RunAsync(face, Ask.For("a", "b")).Soon();
        if (face is Face.CallbackList or Face.CallbackJson)
            Assert.Equal([("a", SendOutcome.Failed), ("b", SendOutcome.Failed)], ending.Outcomes);
        else
            Assert.Equal((TimErrorCodes.SdkInternalError, 0L), (ending.TimError.Code, ending.TimError.Attempted));
        Assert.Equal(["1: begin", "2: begin", "1: end with 7012"], steps.All);
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task S15_A_source_is_not_asked_where_a_send_cannot_begin()
    {
        await using var client = Client(new ScriptedInterceptor(steps) { OnBegin = static _ => throw new IOException("no table") });
        var source = new PulledSource(3);
        var ending = await Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, TestContext.Current.CancellationToken)).Soon();
        Assert.Equal("no table", ending.TimError.InnerException?.Message);
        Assert.Equal(0, source.Pulled);
    }

    [Fact]
    public async Task S15_An_interceptor_without_a_session_stops_the_send()
    {
        await using var client = new TimClient(transport, new() { Interceptors = [new NoSession()] });
        var error = (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).TimError;
        Assert.Equal(TimErrorCodes.SdkInternalError, error.Code);
        Assert.Contains("Begin gave null", error.Message);
        Assert.Empty(transport.Calls);
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("unsubscribe")]
    [InlineData("dispose")]
    [InlineData("fatal")]
    public async Task S15_A_call_whose_send_ends_while_it_is_recorded_is_not_handed_over(string how)
    {
        var recording = new Gate();
        var cancelled = new TaskCompletionSource();
        await using var client = Client(
            new(steps, "1: "),
            new(steps, "2: ")
            {
                OnHandOver = async (call, cancel) =>
                {
                    if (call.Identifiers[0] != "b")
                        return;
                    using var registration = cancel.Register(cancelled.SetResult);
                    await recording.PassAsync(CancellationToken.None);
                },
            });
        using var cancellation = new CancellationTokenSource();
        var observer = new RecordingObserver();
        var subscription = how == "cancel" ? null : client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        var pulling = how == "cancel" ? Faces.PullAsync(client.MsgBatchSendAsync(Ask.For("a", "b"), cancellation.Token)) : null;
        await recording.EnteredAsync();
        var first = await transport.TakesOneAsync();
        var disposal = default(ValueTask);
        switch (how)
        {
            case "cancel": await cancellation.CancelAsync(); break;
            case "unsubscribe": subscription!.Dispose(); break;
            case "dispose": disposal = client.DisposeAsync(); break;
            default: first.Refuse(-1, ""); break;
        }
        await cancelled.Task.Soon();
        recording.Open();
        await disposal.AsTask().Soon();

        await steps.HasAsync("1: not handed over b");
        await steps.HasAsync("2: not handed over b");
        await steps.HasAsync(how switch { "dispose" => "2: end with 7009", "fatal" => "2: end with -1", _ => "2: end cancelled" });
        Assert.Equal(["sent a"], steps.Of("sent"));
        if (pulling is not null)
            Assert.IsAssignableFrom<OperationCanceledException>((await pulling.Soon()).Error);
    }

    [Fact]
    public async Task S15_An_interceptor_that_heeds_its_token_is_no_fault()
    {
        var unhandled = new List<Exception>();
        void Take(Exception thrown) => unhandled.Add(thrown);
        TimClient.UnhandledException += Take;
        try
        {
            var recording = new Gate();
            await using var client = Client(
                new(steps, "1: "), new(steps, "2: ") { OnHandOver = (_, cancel) => recording.PassAsync(cancel) });
            var running = client.RunAsync(Face.Push, Ask.For("a"));
            await recording.EnteredAsync();
            await client.DisposeAsync().AsTask().Soon();
            Assert.Equal((TimErrorCodes.Interrupted, 0L), ((await running.Soon()).TimError.Code, (await running).TimError.Attempted));
            Assert.Equal(["1: not handed over a"], steps.All.Where(static step => step.Contains("not handed over")));
            Assert.DoesNotContain(unhandled, static thrown => thrown is OperationCanceledException);
        }
        finally
        {
            TimClient.UnhandledException -= Take;
        }
    }

    [Fact]
    public async Task S15_What_an_interceptor_throws_after_the_end_is_told()
    {
        using var unhandled = new Unhandled("disk full, too late");
        var recording = new Gate();
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnHandOver = async (_, _) =>
            {
                await recording.PassAsync(CancellationToken.None);
                throw new IOException("disk full, too late");
            },
        });
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        await recording.EnteredAsync();
        subscription.Dispose();
        recording.Open();
        await unhandled.ToldAsync();
        await steps.HasAsync("end cancelled");
    }

    [Fact]
    public async Task S15_A_step_without_an_answer_that_throws_is_told_and_hurts_nobody()
    {
        using var unhandled = new Unhandled("interceptor broke while it was told");
        var answering = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError));
        await using var client = new TimClient(answering, new()
        {
            Retry = new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) },
            IdentifiersPerCall = 1,
            Interceptors =
            [
                new ScriptedInterceptor(steps, "1: ")
                {
                    OnRetrying = static _ => throw new IOException("interceptor broke while it was told"),
                    OnNotHandedOver = static _ => throw new IOException("interceptor broke while it was told"),
                },
                new ScriptedInterceptor(steps, "2: ") { OnHandOver = static (call, _) => Refuse(call, "b") },
            ],
        });
        var ending = await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Equal([("a", 0), ("b", 20_007)], ending.Codes.Order());
        Assert.Equal(2, unhandled.All.Count);
        Assert.Contains("2: retry a", steps.All);
    }

    private static ValueTask Refuse(MsgBatchCall call, string identifier)
    {
        if (call.Identifiers[0] == identifier)
            call.Refuse(20_007, "");
        return default;
    }

    private static Func<MsgBatchCall, CancellationToken, ValueTask> Throws(string identifier, Exception thrown) =>
        (call, _) => call.Identifiers[0] == identifier ? throw thrown : default;

    private TimClient Client(params ScriptedInterceptor[] interceptors) => new(transport, new()
    {
        TimeProvider = time,
        IdentifiersPerCall = 1,
        Linger = Timeout.InfiniteTimeSpan,
        Interceptors = interceptors,
    });

    private sealed class NoSession : ISendInterceptor
    {
        public SendSession Begin(SendStart send) => null!;
    }
}
