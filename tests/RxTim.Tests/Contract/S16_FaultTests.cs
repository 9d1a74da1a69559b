namespace RxTim.Tests;

/// <summary>S16, S18: an interceptor that fails at a delivery or at the end.</summary>
public sealed class S16_FaultTests
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(Streams))]
    public async Task S16_A_delivery_that_throws_stops_the_send_and_its_identifiers_are_unanswered(Face face)
    {
        await using var client = Client(new ScriptedInterceptor(steps) { OnDeliver = FailsAt("c") });
        var running = client.RunAsync(face, Ask.For("a", "b", "c", "d", "e"));
        var calls = await silent.TakesAsync(5);
        calls[1].AnswerRemaining(0);
        await steps.HasAsync("deliver b");
        calls[2].AnswerRemaining(0);
        calls[0].AnswerRemaining(0);

        var ending = await running.Soon();
        Assert.Equal("b", ending.Identifiers.First());
        Assert.DoesNotContain("c", ending.Identifiers);
        var error = ending.TimError;
        Assert.Equal((TimErrorCodes.SdkInternalError, 5L, (long)ending.Results.Count), (error.Code, error.Attempted, error.Answered));
        Assert.Equal("table is gone", error.InnerException?.Message);
        Assert.Equal(["a", "b", "c", "d", "e"], ending.Identifiers.Concat(error.Unanswered).Order());
        Assert.Equal(error.Unanswered.Select(static identifier => (long)(identifier[0] - 'a')), error.UnansweredOrdinals);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S16_A_last_delivery_that_throws_leaves_an_error_that_knows_all(Face face)
    {
        await using var client = Client(new ScriptedInterceptor(steps) { OnDeliver = FailsAt("c") });
        var running = client.RunAsync(face, Ask.For("a", "b", "c"));
        var calls = await silent.TakesAsync(3);
        calls[0].AnswerRemaining(0);
        await steps.HasAsync("deliver a");
        calls[1].AnswerRemaining(0);
        await steps.HasAsync("deliver b");
        calls[2].AnswerRemaining(0);
        var ending = await running.Soon();
        Assert.Equal(["a", "b"], ending.Identifiers);
        Assert.Equal((3, 2), (ending.TimError.Attempted, ending.TimError.Answered));
        Assert.Equal(["c"], ending.TimError.Unanswered);
        Assert.Equal([2], ending.TimError.UnansweredOrdinals);
    }

    [Fact]
    public async Task S16_What_arrives_after_a_failed_delivery_is_unanswered_too_and_reaches_no_interceptor()
    {
        var failing = new Gate();
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnDeliver = async (_, _) =>
            {
                await failing.PassAsync(CancellationToken.None);
                throw new IOException("table is gone");
            },
        });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b", "c"));
        var calls = await silent.TakesAsync(3);
        calls[0].AnswerRemaining(0);
        await failing.EnteredAsync();
        calls[2].AnswerRemaining(0);
        failing.Open();
        var ending = await running.Soon();
        Assert.Empty(ending.Results);
        Assert.Equal(["a", "b", "c"], ending.TimError.Unanswered.Order());
        Assert.Equal([0L, 1L, 2L], ending.TimError.UnansweredOrdinals.Order());
        Assert.Equal(["deliver a", "end with 7012"], steps.All.Where(static step => step[0] is 'd' or 'e'));
    }

    [Fact]
    public async Task S16_A_callback_says_of_those_whose_delivery_failed_that_nobody_knows()
    {
        await using var client = Client(new ScriptedInterceptor(steps) { OnDeliver = FailsAt("b") });
        var running = client.RunAsync(Face.CallbackList, Ask.For("a", "b"));
        var calls = await silent.TakesAsync(2);
        calls[0].AnswerRemaining(0);
        await steps.HasAsync("deliver a");
        calls[1].AnswerRemaining(0);
        var ending = await running.Soon();
        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Unknown)], ending.Outcomes);
        Assert.Equal([0, 1], ending.Results.Select(static result => result.Ordinal));
    }

    [Fact]
    public async Task S16_Those_before_the_one_that_failed_have_had_the_delivery_and_those_behind_have_not()
    {
        await using var client = Client(new(steps, "1: "), new(steps, "2: ") { OnDeliver = FailsAt("a") }, new(steps, "3: "));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        (await silent.TakesOneAsync()).AnswerRemaining(0);
        await running.Soon();
        Assert.Equal(
            ["1: deliver a", "2: deliver a", "1: end with 7012", "2: end with 7012", "3: end with 7012"],
            steps.All.Where(static step => step[3] is 'd' or 'e'));
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S16_An_end_that_throws_is_the_error_behind_all_results(Face face)
    {
        using var second = new Unhandled("the second end broke");
        await using var client = Client(
            new(steps, "1: ") { OnEnd = static _ => throw new TimException(20_007, "The end broke.") },
            new(steps, "2: ") { OnEnd = static _ => throw new IOException("the second end broke") },
            new(steps, "3: "));
        var running = client.RunAsync(face, Ask.For("a", "b"));
        foreach (var call in await silent.TakesAsync(2))
            call.AnswerRemaining(0);
        var ending = await running.Soon();
        Assert.Equal(["a", "b"], ending.Identifiers);
        Assert.Equal((20_007, 2L, 2L), (ending.TimError.Code, ending.TimError.Attempted, ending.TimError.Answered));
        Assert.Empty(ending.TimError.Unanswered);
        await second.ToldAsync();
        Assert.Contains("3: end", steps.All);
    }

    [Fact]
    public async Task S16_An_end_that_throws_behind_an_error_leaves_that_error_and_is_told()
    {
        using var unhandled = new Unhandled("the end broke behind an error");
        await using var client = Client(
            new ScriptedInterceptor(steps) { OnEnd = static _ => throw new IOException("the end broke behind an error") });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        (await silent.TakesOneAsync()).Refuse(-1, "");
        Assert.Equal(-1, (await running.Soon()).TimError.Code);
        await unhandled.ToldAsync();
    }

    [Theory]
    [InlineData("deliver")]
    [InlineData("end")]
    public async Task S16_What_an_interceptor_throws_after_the_consumer_left_is_told(string where)
    {
        using var unhandled = new Unhandled($"nobody hears of this {where}");
        var delivering = new Gate();
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnDeliver = async (_, _) =>
            {
                await delivering.PassAsync(CancellationToken.None);
                if (where == "deliver")
                    throw new IOException($"nobody hears of this {where}");
            },
            OnEnd = _ => where == "end" ? throw new IOException($"nobody hears of this {where}") : default,
        });
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        (await silent.TakesOneAsync()).AnswerRemaining(0);
        await delivering.EnteredAsync();
        subscription.Dispose();
        delivering.Open();
        await unhandled.ToldAsync();
        await steps.HasAsync("end cancelled");
    }

    private static Func<IReadOnlyList<MsgBatchSendResult>, CancellationToken, ValueTask> FailsAt(string identifier) => (results, _) =>
        results.Any(result => result.Identifier == identifier) ? throw new IOException("table is gone") : default;

    private TimClient Client(params ScriptedInterceptor[] interceptors) => new(silent, new()
    {
        TimeProvider = time,
        IdentifiersPerCall = 1,
        MaxConcurrentCalls = 8,
        Linger = Timeout.InfiniteTimeSpan,
        Interceptors = interceptors,
    });
}
