namespace RxTim.Tests;

/// <summary>S15 Hand-over is awaited: what is to happen before a call goes to the transport has happened by then, in the order
/// composed.</summary>
public sealed class S15_HandOverTests
{
    private readonly VirtualTime time = new();
    private readonly Steps steps = new();

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task S15_A_call_is_handed_over_when_each_interceptor_in_turn_has_let_it_go(Face face)
    {
        var (first, second) = (new Gate(), new Gate());
        var transport = Answers();
        await using var client = Client(transport, new(),
            new(steps, "1: ") { OnHandOver = (_, cancel) => first.PassAsync(cancel) },
            new(steps, "2: ") { OnHandOver = (_, cancel) => second.PassAsync(cancel) });
        var running = client.RunAsync(face, Ask.For("a", "b"));

        await first.EnteredAsync();
        Assert.Equal(["1: begin", "2: begin", "1: hand over a b"], steps.All);
        first.Open();
        await second.EnteredAsync();
        Assert.Equal("2: hand over a b", steps.All[^1]);
        Assert.Empty(transport.Calls);
        second.Open();

        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Sent)], (await running.Soon()).Outcomes);
        Assert.Equal(
            [
                "1: begin", "2: begin", "1: hand over a b", "2: hand over a b", "sent a b", "1: deliver a b", "2: deliver a b", "1: end",
                "2: end",
            ],
            steps.All);
    }

    [Fact]
    public async Task S15_An_interceptor_sees_the_call_that_the_transport_gets()
    {
        var seen = new List<MsgBatchCall>();
        SendStart? begun = null;
        var transport = Answers();
        await using var client = Client(transport, new() { IdentifiersPerCall = 1 }, new ScriptedInterceptor(steps)
        {
            OnBegin = start => begun = start,
            OnHandOver = (call, _) =>
            {
                seen.Add(call);
                return default;
            },
        });
        await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        Assert.Equal(transport.Calls, seen);
        Assert.Equal([0, 1], seen.Select(static call => call.OrdinalOf(0)));
        Assert.All(seen, call => Assert.Equal((begun!.Random, begun.Sequence, begun.Message), (call.Random, call.Sequence, call.Message)));
        Assert.Same(time, begun!.TimeProvider);
    }

    [Fact]
    public async Task S15_Each_send_begins_a_session_of_its_own()
    {
        await using var client = Client(Answers(), new(), new ScriptedInterceptor(steps));
        var stream = client.MsgBatchSend(Ask.For("a"));
        Assert.Empty(steps.All);
        await Faces.PushAsync(stream).Soon();
        await Faces.PushAsync(stream).Soon();
        Assert.Equal(2, steps.Of("begin").Count());
        Assert.Equal(2, steps.Of("end").Count());
    }

    [Fact]
    public async Task S15_Calls_go_in_the_order_made_although_the_next_is_ready_before()
    {
        var slow = new Gate();
        var transport = Answers();
        await using var client = Client(transport, new() { IdentifiersPerCall = 1 }, new ScriptedInterceptor(steps)
        {
            OnHandOver = (call, cancel) => call.Identifiers[0] == "a" ? slow.PassAsync(cancel) : default,
        });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b", "c"));
        await slow.EnteredAsync();
        await steps.HasAsync("hand over c");
        Assert.Empty(transport.Calls);
        slow.Open();
        await running.Soon();
        Assert.Equal(["sent a", "sent b", "sent c"], steps.Of("sent"));
    }

    [Fact]
    public async Task S15_A_slow_interceptor_is_asked_about_no_more_calls_than_have_a_place()
    {
        var slow = new Gate();
        var source = new PulledSource(100);
        await using var client = Client(
            Answers(),
            new() { IdentifiersPerCall = 4, MaxConcurrentCalls = 3 },
            new ScriptedInterceptor(steps) { OnHandOver = (_, cancel) => slow.PassAsync(cancel) });
        var running = Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source));
        await steps.HasAsync("hand over u8 u9 u10 u11");
        // Another send runs from beginning to end meanwhile, so the first had its chance to ask for more.
        await using var other = new TimClient(ScriptedTransport.SendsAll());
        await other.RunAsync(Face.Push, Ask.Many(300)).Soon();
        Assert.Equal((3, 12), (steps.Of("hand over").Count(), source.Pulled));
        slow.Open();
        Assert.Equal(100, (await running.Soon()).Results.Count);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S15_The_result_clock_starts_when_the_call_is_handed_over(Face face)
    {
        var slow = new Gate();
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = Client(transport, new() { ResultTimeout = TimeSpan.FromSeconds(2) }, new ScriptedInterceptor(steps)
        {
            OnHandOver = (_, cancel) => slow.PassAsync(cancel),
        });
        var running = client.RunAsync(face, Ask.For("a", "b"));
        await slow.EnteredAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        slow.Open();
        var call = await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        call.Answer("a", 0);
        Assert.False(call.IsOver);
        time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("hand over")]
    [InlineData("deliver")]
    [InlineData("retry")]
    [InlineData("end")]
    public async Task S15_However_long_an_interceptor_stalls_nobody_becomes_unknown(string where)
    {
        var stall = new Gate();
        // Whoever is to be tried again is due when the stall is over.
        var transport = new ScriptedTransport(call =>
            call.AnswerRemaining(where == "retry" && !call.IsRetry ? TimErrorCodes.RestInternalError : 0));
        var options = new TimClientOptions { ResultTimeout = TimeSpan.FromSeconds(2), Retry = new() { MaxAttempts = 2 } };
        await using var client = Client(transport, options, new ScriptedInterceptor(steps)
        {
            OnBegin = _ => StallAt("begin"),
            OnHandOver = (_, _) => StallAtAsync("hand over"),
            OnDeliver = (_, _) => StallAtAsync("deliver"),
            OnRetrying = _ => StallAt("retry"),
            OnEnd = _ => StallAtAsync("end"),
        });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await stall.EnteredAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        stall.Open();
        Assert.Equal([("a", SendOutcome.Sent), ("b", SendOutcome.Sent)], (await running.Soon()).Outcomes);

        void StallAt(string step)
        {
            if (step == where)
                stall.Pass();
        }

        ValueTask StallAtAsync(string step) => step == where ? stall.PassAsync() : default;
    }

    [Theory, MemberData(nameof(All))]
    public async Task S15_Retries_are_told_before_they_are_handed_over_again(Face face)
    {
        var telling = new Gate();
        var transport = new ScriptedTransport(call =>
        {
            steps.Add("sent", call.Identifiers);
            call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError);
        });
        var onRetry = new List<string>();
        var retry = new RetryOptions { MaxAttempts = 2, OnRetry = result => onRetry.Add(result.Identifier) };
        await using var client = Client(
            transport, new() { Retry = retry }, new ScriptedInterceptor(steps) { OnRetrying = _ => telling.Pass() });
        var running = client.RunAsync(face, Ask.For("a", "b"));
        await telling.EnteredAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.Single(transport.Calls);
        telling.Open();
        await running.Soon();
        Assert.Equal(
            ["begin", "hand over a b", "sent a b", "retry a b", "hand over a b", "sent a b", "deliver a b", "end"], steps.All);
        Assert.Equal(["a", "b"], onRetry);
        Assert.All((await running.Soon()).Results, static result => Assert.True(result.IsSuccess));
    }

    private ScriptedTransport Answers() => new(call =>
    {
        steps.Add("sent", call.Identifiers);
        call.AnswerRemaining(0);
    });

    private TimClient Client(ScriptedTransport transport, TimClientOptions options, params ScriptedInterceptor[] interceptors) =>
        new(transport, options with { TimeProvider = time, Linger = Timeout.InfiniteTimeSpan, Interceptors = interceptors });
}
