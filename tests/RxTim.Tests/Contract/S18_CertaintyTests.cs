namespace RxTim.Tests;

/// <summary>S18 Certainty: "nothing was sent" only where nothing can have left, "sent" only where the answer says so; all else is
/// unknown.</summary>
public sealed class S18_CertaintyTests
{
    private const int Transient = TimErrorCodes.RestInternalError;

    private readonly VirtualTime time = new();
    private readonly Steps steps = new();

    public static TheoryData<Face> All => Faces.All;

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(All))]
    public async Task S18_A_failure_after_an_attempt_without_an_answer_is_unknown(Face face)
    {
        var transport = new ScriptedTransport(static call => Answer(call, lose: !call.IsRetry, code: 20_003));
        await using var client = Client(transport);
        var running = client.RunAsync(face, Ask.For("a"));
        await time.PassUntilAsync(running);
        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal(20_003, result.Code);
        Assert.Contains("an attempt before was not answered", result.Desc);
        if (face != Face.CallbackJson)
            Assert.Equal((SendOutcome.Unknown, 2), (result.Outcome, result.Attempts));
    }

    [Fact]
    public async Task S18_A_failure_stays_in_doubt_however_many_certain_failures_follow()
    {
        var attempt = 0;
        var transport = new ScriptedTransport(call => Answer(call, lose: ++attempt == 1, code: Transient));
        await using var client = Client(transport, attempts: 4);
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await time.PassUntilAsync(running);
        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((Transient, SendOutcome.Unknown, 4), (result.Code, result.Outcome, result.Attempts));
    }

    [Fact]
    public async Task S18_A_success_after_an_attempt_without_an_answer_is_sent()
    {
        await using var client = Client(new ScriptedTransport(static call => Answer(call, lose: !call.IsRetry, code: 0)));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await time.PassUntilAsync(running);
        Assert.Equal([("a", SendOutcome.Sent)], (await running.Soon()).Outcomes);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S18_A_held_call_whose_time_is_over_has_failed_for_certain_and_may_not_leave(Face face)
    {
        var transport = new ScriptedTransport(static call => call.Hold());
        await using var client = Client(transport, attempts: 1, timesOut: true);
        var running = client.RunAsync(face, Ask.For("a"));
        var call = await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([("a", TimErrorCodes.ConnectTimeout)], (await running.Soon()).Codes);
        Assert.Equal([("a", SendOutcome.Failed)], (await running.Soon()).Outcomes);
        Assert.False(call.TryLeave());
    }

    [Fact]
    public async Task S18_A_held_call_that_left_is_unknown_when_its_time_is_over()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Hold();
            Assert.True(call.TryLeave());
        });
        await using var client = Client(transport, attempts: 1, timesOut: true);
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        var call = await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([("a", TimErrorCodes.RequestTimeout)], (await running.Soon()).Codes);
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
        Assert.False(call.TryLeave());
    }

    [Fact]
    public async Task S18_A_held_retry_whose_time_is_over_is_unknown_where_the_attempt_before_was()
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (call.IsRetry)
                call.Hold();
            else
                call.Lose("gone");
        });
        await using var client = Client(transport, timesOut: true);
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await transport.TakesOneAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await transport.TakesAsync(2);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal([("a", TimErrorCodes.ConnectTimeout)], (await running.Soon()).Codes);
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
    }

    [Fact]
    public async Task S18_Whether_a_call_left_or_its_time_was_over_is_decided_once()
    {
        for (var round = 0; round < 300; round++)
        {
            var clock = new VirtualTime();
            var transport = new ScriptedTransport(static call => call.Hold());
            await using var client = new TimClient(transport, new() { TimeProvider = clock, ResultTimeout = TimeSpan.FromSeconds(2) });
            var running = client.RunAsync(Face.Push, Ask.For("a"));
            var call = await transport.TakesOneAsync();
            var left = false;
            Together.Run(2, thread =>
            {
                if (thread == 0)
                    clock.Advance(TimeSpan.FromSeconds(2));
                else
                    left = call.TryLeave();
            });
            Assert.Equal([("a", left ? SendOutcome.Unknown : SendOutcome.Failed)], (await running.Soon()).Outcomes);
        }
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S18_A_send_that_stops_says_of_held_calls_that_nothing_was_sent_and_of_others_that_nobody_knows(Face face)
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] != "a")
                call.Hold();
            if (call.Identifiers[0] == "c")
                call.TryLeave();
        });
        await using var client = Client(transport);
        var running = client.RunAsync(face, Ask.For("a", "b", "c"));
        var calls = await transport.TakesAsync(3);
        await client.DisposeAsync();
        var error = (await running.Soon()).TimError;
        Assert.Equal(["b"], error.Refused);
        Assert.Equal([1], error.RefusedOrdinals);
        Assert.Equal(["a", "c"], error.Unanswered);
        Assert.Equal([0, 2], error.UnansweredOrdinals);
        Assert.All(calls, static call => Assert.False(call.TryLeave()));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task S18_A_stop_does_not_say_that_nothing_was_sent_where_the_attempt_before_is_in_doubt(bool lost, bool held)
    {
        var transport = new ScriptedTransport(call =>
        {
            if (!call.IsRetry)
                Answer(call, lost, Transient);
            else if (held)
                call.Hold();
        });
        await using var client = new TimClient(transport, Options(2, timesOut: false));
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await transport.TakesAsync(2);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromMinutes(1));
        var retry = (await transport.TakesAsync(3))[2];
        if (held)
            await client.DisposeAsync();
        else
            retry.Refuse(-1, "");
        var error = (await running.Soon()).TimError;
        var (certain, doubtful) = lost ? (error.Unanswered, error.Refused) : (error.Refused, error.Unanswered);
        Assert.Superset(retry.Identifiers.ToHashSet(), certain.ToHashSet());
        Assert.DoesNotContain(retry.Identifiers[0], doubtful);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S18_A_refused_retry_keeps_the_result_of_its_last_attempt(Face face)
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("a", Transient, "busy");
            call.Answer("c", 0);
            call.Lose("gone");
        });
        await using var client = new TimClient(transport, Options(2, timesOut: false) with
        {
            IdentifiersPerCall = 3,
            Interceptors =
            [
                new ScriptedInterceptor(steps)
                {
                    OnHandOver = static (call, _) =>
                    {
                        if (call.IsRetry)
                            call.Refuse(20_007, "no more");
                        return default;
                    },
                },
            ],
        });
        var running = client.RunAsync(face, Ask.For("a", "b", "c"));
        await time.PassUntilAsync(running);
        var results = (await running.Soon()).Results.OrderBy(static result => result.Identifier, StringComparer.Ordinal).ToArray();
        Assert.Equal([Transient, TimErrorCodes.RequestTimeout, 0], results.Select(static result => result.Code));
        if (face != Face.CallbackJson)
        {
            Assert.Equal([SendOutcome.Failed, SendOutcome.Unknown, SendOutcome.Sent], results.Select(static result => result.Outcome));
            Assert.Equal([1, 1, 1], results.Select(static result => result.Attempts));
        }
        Assert.Single(transport.Calls);
    }

    [Fact]
    public async Task S18_A_doubted_retry_that_is_refused_by_the_backend_is_unknown()
    {
        await using var client = Client(new ScriptedTransport(static call =>
        {
            if (call.IsRetry)
                call.Refuse(9_520, "no connection");
            else
                call.Lose("gone");
        }));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await time.PassUntilAsync(running);
        Assert.Equal([("a", SendOutcome.Unknown)], (await running.Soon()).Outcomes);
    }

    private static void Answer(MsgBatchCall call, bool lose, int code)
    {
        if (lose)
            call.Lose("gone");
        else
            call.AnswerRemaining(code);
    }

    private TimClientOptions Options(int attempts, bool timesOut) => new()
    {
        TimeProvider = time,
        IdentifiersPerCall = 1,
        ResultTimeout = timesOut ? TimeSpan.FromSeconds(2) : Timeout.InfiniteTimeSpan,
        Linger = Timeout.InfiniteTimeSpan,
        Retry = new() { MaxAttempts = attempts, RetryUnknown = true },
    };

    private TimClient Client(ScriptedTransport transport, int attempts = 2, bool timesOut = false) =>
        new(transport, Options(attempts, timesOut));
}
