namespace RxTim.Tests;

/// <summary>S5 Values and errors: what concerns one user or one call is a value, what stops the whole send is an error.</summary>
public sealed class S05_ValuesAndErrorsTests
{
    public static TheoryData<Face> All => Faces.All;

    public static TheoryData<Face> Streams => Faces.Streams;

    [Theory, MemberData(nameof(All))]
    public async Task S5_A_users_failure_is_a_value(Face face)
    {
        var json = Entries.Json(Entries.Of("a", 20003, "no such user"), Entries.Of("b"));
        var ending = await RunAsync(face, CallbackSdk.Answering(0, json));
        Assert.Equal([("a", 20003), ("b", 0)], ending.Codes);
        Assert.Equal("no such user", ending.Results[0].Desc);
        Assert.Equal([SendOutcome.Failed, SendOutcome.Sent], ending.Results.Select(static result => result.Outcome));
    }

    [Theory, MemberData(nameof(All))]
    public async Task S5_Entries_are_values_even_with_a_code_that_would_stop_the_send(Face face)
    {
        var ending = await RunAsync(face, CallbackSdk.Answering(6013, Entries.Json(Entries.Of("a", 6013), Entries.Of("b", 6014))));
        Assert.Equal([("a", 6013), ("b", 6014)], ending.Codes);
    }

    [Theory, MemberData(nameof(All))]
    public async Task S5_Entries_win_over_the_code_of_their_callback(Face face)
    {
        var ending = await RunAsync(face, CallbackSdk.Answering(7, Entries.Sent("a", "b")));
        Assert.Equal([("a", 0), ("b", 0)], ending.Codes);
    }

    [Theory]
    [InlineData(TIMResult.ErrJson)]
    [InlineData(TIMResult.ErrParam)]
    [InlineData(TIMResult.ErrConv)]
    [InlineData(TIMResult.ErrGroup)]
    public async Task S5_A_refused_call_gives_each_of_its_identifiers_the_refusing_TIMResult(TIMResult refusal)
    {
        var sdk = new CallbackSdk((identifiers, callback) =>
        {
            if (identifiers[0] == "a")
                return refusal;
            callback(0, "", Entries.Sent(identifiers), null);
            return TIMResult.Succ;
        });
        foreach (var face in Enum.GetValues<Face>())
        {
            var ending = await RunAsync(face, sdk, identifiersPerCall: 2, "a", "b", "c");
            Assert.Equal([("a", (int)refusal), ("b", (int)refusal), ("c", 0)], ending.Codes);
            Assert.All(ending.Results.Take(2), static result => Assert.Equal(SendOutcome.Failed, result.Outcome));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData(" \n")]
    [InlineData(null)]
    public async Task S5_A_code_without_entries_refuses_the_call(string? json)
    {
        var ending = await RunAsync(Face.Pull, new CallbackSdk((_, callback) =>
        {
            callback(9520, "too large", json!, null);
            return TIMResult.Succ;
        }));
        Assert.Equal([("a", 9520), ("b", 9520)], ending.Codes);
        Assert.All(ending.Results, static result => Assert.Equal("too large", result.Desc));
        Assert.Null(ending.Error);
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S5_A_call_that_is_not_initialised_or_not_logged_in_stops_the_send(Face face)
    {
        foreach (var refusal in new[] { TIMResult.ErrSdkUninit, TIMResult.ErrNotLogin })
        {
            var ending = await RunAsync(face, new CallbackSdk((_, _) => refusal));
            Assert.Equal((int)refusal, ending.TimError.Code);
            Assert.Empty(ending.Results);
        }
    }

    [Theory]
    [InlineData(6013)]
    [InlineData(6014)]
    [InlineData(70001)]
    [InlineData(6206)]
    public async Task S5_A_code_without_entries_that_holds_for_every_call_stops_the_send(int code)
    {
        foreach (var face in new[] { Face.Push, Face.Pull })
        {
            var ending = await RunAsync(face, CallbackSdk.Answering(code, ""));
            Assert.Equal(code, ending.TimError.Code);
            Assert.Equal(["a", "b"], ending.TimError.Refused);
        }
    }

    [Theory, MemberData(nameof(Streams))]
    public async Task S5_The_error_says_what_was_and_was_not_attempted(Face face)
    {
        var transport = ScriptedTransport.NeverAnswers();
        var options = new TimClientOptions { IdentifiersPerCall = 2, MaxConcurrentCalls = 3, Linger = Timeout.InfiniteTimeSpan };
        await using var client = new TimClient(transport, options);
        var running = client.RunAsync(face, Ask.Many(20));
        var calls = await transport.TakesAsync(3);

        calls[0].Answer("u1", 0);
        calls[2].Refuse(-2, "");

        var ending = await running.Soon();
        Assert.Equal(["u1"], ending.Identifiers);
        var error = ending.TimError;
        Assert.Equal((-2, 6L, 1L), (error.Code, error.Attempted, error.Answered));
        Assert.Equal(["u4", "u5"], error.Refused);
        Assert.Equal(["u0", "u2", "u3"], error.Unanswered);
        Assert.Equal(3, transport.Calls.Count);
    }

    [Fact]
    public async Task S5_A_refusal_of_a_call_that_is_answered_in_full_stops_nothing()
    {
        var sdk = new CallbackSdk((identifiers, callback) =>
        {
            callback(0, "", Entries.Sent(identifiers), null);
            return TIMResult.ErrSdkUninit;
        });
        var ending = await RunAsync(Face.Push, sdk, identifiersPerCall: 1, "a", "b");
        Assert.Null(ending.Error);
        Assert.Equal([("a", 0), ("b", 0)], ending.Codes);
    }

    [Fact]
    public async Task S5_A_call_refused_after_it_was_answered_in_part_keeps_the_answers()
    {
        var sdk = new CallbackSdk((_, callback) =>
        {
            callback(0, "", Entries.Sent("b"), null);
            return TIMResult.ErrParam;
        });
        var ending = await RunAsync(Face.Push, sdk);
        Assert.Equal([("b", 0), ("a", -4)], ending.Codes);
    }

    [Theory]
    [InlineData("call")]
    [InlineData("move")]
    [InlineData("move at once")]
    [InlineData("current")]
    [InlineData("null")]
    [InlineData("half a pair")]
    public async Task S5_A_faulting_identifier_source_ends_the_send_after_the_results_of_what_it_gave(string how)
    {
        foreach (var pull in new[] { false, true })
        {
            await using var client = new TimClient(ScriptedTransport.SendsAll());
            var source = new FaultySource(["a", "b"], how);
            var ending = await (pull
                ? Faces.PullAsync(client.MsgBatchSendAsync(Ask.Hi, source, TestContext.Current.CancellationToken))
                : Faces.PushAsync(client.MsgBatchSend(Ask.Hi, source))).Soon();

            var before = how == "call" ? 0 : 2;
            Assert.Equal(["a", "b"], how == "call" ? ["a", "b"] : ending.Identifiers);
            Assert.Equal(before, ending.Results.Count);
            var error = ending.TimError;
            Assert.Equal((before, before), (error.Attempted, error.Answered));
            Assert.Empty(error.Unanswered);
            Assert.NotNull(error.InnerException);
            Assert.Equal(how != "call", source.Disposed);
        }
    }

    [Fact]
    public async Task S5_A_faulting_source_waits_for_the_answers_to_what_it_gave()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 1 });
        var observer = new RecordingObserver();
        var source = new FaultySource(["a", "b"], "move");
        client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        var calls = await transport.TakesAsync(2);
        calls[1].AnswerRemaining(0);
        Assert.False(observer.Ended);
        calls[0].AnswerRemaining(5);
        await observer.EndedAsync();
        Assert.Equal(["b", "a"], observer.Results.Select(static result => result.Identifier));
        Assert.Equal(2, Assert.IsType<TimException>(observer.Error).Answered);
    }

    [Fact]
    public async Task S5_A_list_with_half_a_surrogate_pair_ends_the_send_with_an_error()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll());
        foreach (var bad in new[] { "\ud83d", "x\ude00", "\ude00\ud83d", "ok\ud83dok" })
        {
            var ending = await client.RunAsync(Face.Push, Ask.For("a", bad, "b")).Soon();
            Assert.Equal(["a"], ending.Identifiers);
            Assert.Equal(1, ending.TimError.Attempted);
        }
    }

    [Fact]
    public async Task S5_A_failing_rate_limiter_is_not_taken_for_a_failing_source()
    {
        var limiter = new System.Threading.RateLimiting.ConcurrencyLimiter(new() { PermitLimit = 1 });
        await limiter.DisposeAsync();
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { CallLimiter = limiter });
        var error = (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).TimError;
        Assert.IsType<ObjectDisposedException>(error.InnerException);
        Assert.DoesNotContain("identifier source", error.Message);
        Assert.Equal(0, error.Attempted);
    }

    [Fact]
    public async Task S5_A_transport_can_stop_the_send()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("a", 0);
            call.Stop(TimErrorCodes.Interrupted, "the library was unloaded");
        });
        await using var client = new TimClient(transport, new() { IdentifiersPerCall = 2 });
        var ending = await client.RunAsync(Face.Pull, Ask.For("a", "b", "c")).Soon();
        Assert.Equal(["a"], ending.Identifiers);
        Assert.Equal(["b"], ending.TimError.Unanswered);
        Assert.Equal(7009, ending.TimError.Code);
    }

    private static Task<Ending> RunAsync(Face face, CallbackSdk sdk) => RunAsync(face, sdk, identifiersPerCall: 100, "a", "b");

    private static async Task<Ending> RunAsync(Face face, CallbackSdk sdk, int identifiersPerCall, params string[] identifiers)
    {
        var options = new TimClientOptions { IdentifiersPerCall = identifiersPerCall, Linger = Timeout.InfiniteTimeSpan };
        await using var client = new TimClient(sdk.Transport, options);
        return await client.RunAsync(face, Ask.For(identifiers)).Soon();
    }
}
