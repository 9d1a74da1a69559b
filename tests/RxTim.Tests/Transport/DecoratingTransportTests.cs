namespace RxTim.Tests;

/// <summary>A transport that passes calls on to another one and changes what comes back.</summary>
public sealed class DecoratingTransportTests
{
    private readonly VirtualTime time = new();

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task A_decorator_changes_results_and_passes_them_on(Face face)
    {
        var inner = new ScriptedTransport(static call => call.OnCallback(0, "", Entries.Json(
            [.. call.Identifiers.Select(static each => Entries.Of(each, each == "b" ? 20_003 : 0))])));
        await using var client = Client(new Decorator(inner));
        var ending = await client.RunAsync(face, Ask.For("a", "b", "c")).Soon();
        Assert.Equal([("a", 0), ("b", 20_007), ("c", 0)], ending.Codes.Order());
        if (face != Face.CallbackJson)
            Assert.Equal([0, 1, 2], ending.Results.OrderBy(static result => result.Identifier).Select(static result => result.Ordinal));
    }

    [Fact]
    public async Task The_call_that_is_passed_on_is_like_the_one_that_was_given()
    {
        var inner = ScriptedTransport.SendsAll();
        var decorator = new Decorator(inner);
        await using var client = Client(decorator, attempts: 2);
        await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
        var (given, passed) = (decorator.Given[1], inner.Calls[1]);
        Assert.Equal((given.Random, given.Sequence, given.IsRetry), (passed.Random, passed.Sequence, passed.IsRetry));
        Assert.Equal((given.ToJson(), given.OrdinalOf(0)), (passed.ToJson(), passed.OrdinalOf(0)));
        Assert.Equal(1, passed.OrdinalOf(0));
        Assert.Same(given.Message, passed.Message);
    }

    [Fact]
    public async Task Attempts_are_those_of_the_send_although_a_result_is_passed_on_again()
    {
        var inner = new ScriptedTransport(static call => call.AnswerRemaining(TimErrorCodes.RestInternalError));
        await using var client = Client(new Decorator(inner) { AnswersWithTheFirst = true }, attempts: 3);
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await time.PassUntilAsync(running);
        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((TimErrorCodes.RestInternalError, 3, 0L), (result.Code, result.Attempts, result.Ordinal));
        Assert.Equal(3, inner.Calls.Count);
    }

    [Fact]
    public async Task A_result_of_one_send_is_passed_on_to_another_as_its_own()
    {
        var inner = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError));
        await using var innerClient = Client(inner, attempts: 2);
        var innerRun = innerClient.RunAsync(Face.Push, Ask.For("x", "a"));
        await time.PassUntilAsync(innerRun);
        var given = (await innerRun.Soon()).Results.Single(static result => result.Identifier == "a");
        Assert.Equal((2, 1L), (given.Attempts, given.Ordinal));

        await using var outer = Client(new ScriptedTransport(call => call.Answer(given)));
        var result = Assert.Single((await outer.RunAsync(Face.Push, Ask.For("a")).Soon()).Results);
        Assert.Equal((SendOutcome.Sent, 1, 0L), (result.Outcome, result.Attempts, result.Ordinal));
        Assert.Equal((2, 1L), (given.Attempts, given.Ordinal));
    }

    [Theory]
    [InlineData("unsubscribed")]
    [InlineData("timed out")]
    [InlineData("disposed")]
    public async Task A_call_that_was_passed_on_is_aborted_when_nobody_waits_for_the_one_given(string how)
    {
        var inner = ScriptedTransport.NeverAnswers();
        await using var client = Client(new Decorator(inner));
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        var passed = await inner.TakesOneAsync();
        Assert.False(passed.Aborted.IsCancellationRequested);
        switch (how)
        {
            case "unsubscribed": subscription.Dispose(); break;
            case "disposed": await client.DisposeAsync(); break;
            default: time.Advance(TimeSpan.FromMinutes(1)); break;
        }
        Assert.True(passed.Aborted.IsCancellationRequested);
        Assert.True(passed.IsOver);
        Assert.False(passed.TryLeave());
    }

    [Fact]
    public void A_call_like_one_that_was_aborted_is_aborted_from_the_beginning()
    {
        var decorator = new Decorator(ScriptedTransport.NeverAnswers());
        var original = new MsgBatchCall(Ask.Hi, ["a"], decorator);
        original.Close();
        var passed = new MsgBatchCall(original, decorator);
        Assert.True(passed.IsOver);
        Assert.True(passed.Aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task A_decorator_passes_on_that_no_call_can_succeed()
    {
        var inner = new ScriptedTransport(static call => call.Refuse(TimErrorCodes.UserSigExpired, "expired"));
        await using var client = Client(new Decorator(inner));
        var error = (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).TimError;
        Assert.Equal(TimErrorCodes.UserSigExpired, error.Code);
        Assert.Equal(["a"], error.Refused);
    }

    private TimClient Client(IMsgBatchTransport transport, int attempts = 1) => new(transport, new()
    {
        TimeProvider = time,
        IdentifiersPerCall = 1,
        Linger = Timeout.InfiniteTimeSpan,
        Retry = new() { MaxAttempts = attempts },
        ResultTimeout = attempts > 1 ? Timeout.InfiniteTimeSpan : TimeSpan.FromMinutes(1),
    });

    /// <summary>Says 20007 for 20003.</summary>
    private sealed class Decorator(IMsgBatchTransport inner) : IMsgBatchTransport, IMsgBatchCallOwner
    {
        private readonly Dictionary<MsgBatchCall, MsgBatchCall> given = [];
        private MsgBatchSendResult? first;

        public bool AnswersWithTheFirst { get; init; }

        public List<MsgBatchCall> Given { get; } = [];

        public MsgBatchLimits Limits => inner.Limits;

        public void Send(MsgBatchCall call)
        {
            var passed = new MsgBatchCall(call, this);
            lock (given)
            {
                Given.Add(call);
                given.Add(passed, call);
            }
            inner.Send(passed);
        }

        public void OnResults(MsgBatchCall call, IReadOnlyList<MsgBatchSendResult> results)
        {
            var original = OriginalOf(call);
            foreach (var result in results)
            {
                first ??= result;
                if (result.Code == 20_003)
                    original.Answer(result.Identifier, 20_007, result.Desc);
                else
                    original.Answer(AnswersWithTheFirst ? first : result);
            }
        }

        public void OnStopped(MsgBatchCall call, int code, string desc, bool isRefused)
        {
            if (isRefused)
                OriginalOf(call).Refuse(code, desc);
            else
                OriginalOf(call).Stop(code, desc);
        }

        private MsgBatchCall OriginalOf(MsgBatchCall passed)
        {
            lock (given)
                return given[passed];
        }
    }
}
