namespace RxTim.Tests;

/// <summary>S15: an interceptor may refuse a call; then its identifiers were not attempted.</summary>
public sealed class S15_RefusalTests
{
    private const int Code = 20_007;

    private readonly VirtualTime time = new();
    private readonly Steps steps = new();
    private readonly ScriptedTransport transport;

    public S15_RefusalTests() => transport = new(call =>
    {
        steps.Add("sent", call.Identifiers);
        call.AnswerRemaining(0);
    });

    public static TheoryData<Face> All => Faces.All;

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(All))]
    public async Task S15_A_refused_call_is_not_handed_over_and_its_identifiers_were_not_attempted(Face face)
    {
        await using var client = Client(new ScriptedInterceptor(steps) { OnHandOver = Refuses("b") });
        var ending = await client.RunAsync(face, Ask.For("a", "b", "c")).Soon();
        Assert.Null(ending.Error);
        Assert.Equal([("a", 0), ("b", Code), ("c", 0)], ending.Codes.Order());
        Assert.Equal(["sent a", "sent c"], steps.Of("sent"));
        var refused = ending.Results.Single(static result => result.Identifier == "b");
        Assert.Equal((SendOutcome.Failed, "not this one"), (refused.Outcome, refused.Desc));
        if (face != Face.CallbackJson)
            Assert.Equal((0, 1L), (refused.Attempts, refused.Ordinal));
    }

    [Fact]
    public async Task S15_Those_behind_a_refusal_are_not_asked_and_those_before_are_told_and_the_refuser_is_not()
    {
        await using var client = Client(
            new(steps, "1: "), new(steps, "2: ") { OnHandOver = Refuses("b") }, new(steps, "3: "));
        await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Equal(["1: hand over a", "2: hand over a", "3: hand over a", "1: hand over b", "2: hand over b"], StepsOf("hand over"));
        Assert.Equal(["1: not handed over b"], StepsOf("not handed over"));
        var delivered = StepsOf("deliver").Where(static step => step[0] == '3').SelectMany(static step => step[11..].Split(' '));
        Assert.Equal(["a", "b"], delivered.Order());
    }

    [Fact]
    public async Task S15_A_call_may_be_refused_on_another_thread_while_the_hand_over_is_awaited()
    {
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnHandOver = async (call, _) =>
            {
                await Task.Yield();
                call.Refuse(Code, "not this one");
                await Task.Yield();
            },
        });
        var ending = await client.RunAsync(Face.Pull, Ask.For("a", "b")).Soon();
        Assert.Equal([("a", Code), ("b", Code)], ending.Codes.Order());
        Assert.Empty(transport.Calls);
    }

    [Fact]
    public async Task S15_A_refused_call_makes_room_for_the_next()
    {
        var limited = ScriptedTransport.SendsAll(new() { MaxCallsInFlight = 1, MaxIdentifiersInFlight = 1 });
        using var limiter = new CountingLimiter(1);
        await using var client = new TimClient(limited, new()
        {
            MaxConcurrentCalls = 1,
            CallLimiter = limiter,
            Interceptors = [new ScriptedInterceptor(steps) { OnHandOver = Refuses("u0", "u1", "u2") }],
        });
        var ending = await client.RunAsync(Face.Push, Ask.Many(5)).Soon();
        Assert.Equal([Code, Code, Code, 0, 0], ending.Results.Select(static result => result.Code));
        Assert.Equal(0, limiter.Held);
    }

    [Fact]
    public async Task S15_A_predicate_is_not_asked_whether_to_try_a_refused_call_again()
    {
        var asked = 0;
        await using var client = new TimClient(transport, new()
        {
            Retry = new() { MaxAttempts = 3, ShouldRetry = _ => ++asked > 0 },
            Interceptors = [new ScriptedInterceptor(steps) { OnHandOver = Refuses("a") }],
        });
        Assert.Equal([("a", Code)], (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Codes);
        Assert.Equal(0, asked);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S15_A_refusal_with_a_code_for_every_call_stops_the_send_before_the_call_is_attempted(Face face)
    {
        await using var client = Client(
            new(steps, "1: "),
            new(steps, "2: ") { OnHandOver = static (call, _) => Refuse(call, "b", TimErrorCodes.UserSigExpired) },
            new(steps, "3: "));
        var ending = await client.RunAsync(face, Ask.For("a", "b", "c")).Soon();
        Assert.Equal((TimErrorCodes.UserSigExpired, 1L), (ending.TimError.Code, ending.TimError.Attempted));
        Assert.Equal(1, ending.TimError.Answered + ending.TimError.Unanswered.Count);
        Assert.Empty(ending.TimError.Refused);
        Assert.Equal(["sent a"], steps.Of("sent"));
        Assert.Contains("1: not handed over b", steps.All);
        Assert.DoesNotContain("2: not handed over b", steps.All);
        Assert.DoesNotContain("3: hand over b", steps.All);
    }

    [Fact]
    public async Task S15_Nothing_can_be_reported_on_a_call_that_is_not_handed_over_but_that_it_is_refused()
    {
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnHandOver = static (call, _) =>
            {
                call.Answer(call.Identifiers[0], 30_003);
                call.OnCallback(0, "", Entries.Failed(30_003, call.Identifiers[0]));
                return default;
            },
        });
        Assert.Equal([("a", 0)], (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Codes);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S15_Who_refuses_and_then_throws_has_refused_and_stops_the_send(Face face)
    {
        await using var client = Client(new ScriptedInterceptor(steps)
        {
            OnHandOver = static (call, _) =>
            {
                call.Refuse(Code, "not this one");
                throw new IOException("disk full");
            },
        });
        var ending = await client.RunAsync(face, Ask.For("a")).Soon();
        Assert.Equal([("a", Code)], ending.Codes);
        Assert.Equal("disk full", ending.TimError.InnerException?.Message);
        Assert.Equal((1, 1), (ending.TimError.Attempted, ending.TimError.Answered));
        Assert.Empty(transport.Calls);
    }

    private static ValueTask Refuse(MsgBatchCall call, string identifier, int code)
    {
        if (call.Identifiers.Contains(identifier))
            call.Refuse(code, "not this one");
        return default;
    }

    private static Func<MsgBatchCall, CancellationToken, ValueTask> Refuses(params string[] identifiers) => (call, _) =>
    {
        if (identifiers.Contains(call.Identifiers[0]))
            call.Refuse(Code, "not this one");
        return default;
    };

    private IEnumerable<string> StepsOf(string step) => steps.All.Where(each => each[3..].StartsWith(step, StringComparison.Ordinal));

    private TimClient Client(params ScriptedInterceptor[] interceptors) => new(transport, new()
    {
        TimeProvider = time,
        IdentifiersPerCall = 1,
        Linger = Timeout.InfiniteTimeSpan,
        Interceptors = interceptors,
    });
}
