namespace RxTim.Tests;

/// <summary>Identifiers that failed and are tried again: which, how often, how soon, and together with whom.</summary>
public sealed class RetryTests
{
    private const int Transient = TimErrorCodes.RestInternalError;
    private const int Final = TimErrorCodes.AccountNotFound;

    private readonly VirtualTime time = new();

    public static TheoryData<Face> Faces => RxTim.Tests.Faces.All;

    [Theory, MemberData(nameof(Faces))]
    public async Task A_failure_is_a_result_at_once_unless_more_attempts_are_asked_for(Face face)
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient));
        await using var client = new TimClient(transport, new() { TimeProvider = time });
        var ending = await client.RunAsync(face, Ask.For("a", "b")).Soon();
        Assert.Equal([("a", Transient), ("b", Transient)], ending.Codes);
        Assert.Single(transport.Calls);
    }

    [Theory, MemberData(nameof(Faces))]
    public async Task Those_that_failed_are_tried_again_and_only_the_last_result_is_given(Face face)
    {
        var transport = Failing(Transient, ("b", 1), ("c", 2));
        await using var client = Client(transport, new() { MaxAttempts = 3 });
        var running = client.RunAsync(face, Ask.For("a", "b", "c", "d"));
        await PassAsync(transport, calls: 2);
        await PassAsync(transport, calls: 3);

        var ending = await running.Soon();
        Assert.Equal([("a", 0), ("b", 0), ("c", 0), ("d", 0)], ending.Codes.Order());
        Assert.Equal(["a b c d", "b c", "c"], Sent(transport));
        if (face is Face.CallbackList or Face.CallbackJson)
            Assert.Equal(["a", "b", "c", "d"], ending.Identifiers);
        if (face != Face.CallbackJson)
            Assert.Equal([1, 2, 3, 1], ending.Results.OrderBy(static result => result.Identifier).Select(static result => result.Attempts));
    }

    [Fact]
    public async Task When_the_attempts_are_used_up_the_last_failure_is_the_result()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient, $"by {call.GetHashCode()}"));
        await using var client = Client(transport, new() { MaxAttempts = 2 });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await PassAsync(transport, calls: 2);

        var result = Assert.Single((await running.Soon()).Results);
        Assert.Equal((Transient, 2, $"by {transport.Calls[1].GetHashCode()}"), (result.Code, result.Attempts, result.Desc));
    }

    [Fact]
    public async Task By_default_only_transient_failures_are_tried_again()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer("a", Final);
            call.Answer("b", TimErrorCodes.RequestTimeout);
            call.AnswerRemaining(call.IsRetry ? 0 : Transient);
        });
        await using var client = Client(transport, new() { MaxAttempts = 5 });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b", "c"));
        await PassAsync(transport, calls: 2);
        Assert.Equal([("a", Final), ("b", 6012), ("c", 0)], (await running.Soon()).Codes.Order());
        Assert.Equal(["a b c", "c"], Sent(transport));
    }

    [Fact]
    public async Task The_predicate_decides_and_is_asked_only_while_an_attempt_is_left()
    {
        var asked = new List<(string, int)>();
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Final));
        await using var client = Client(transport, new()
        {
            MaxAttempts = 2,
            ShouldRetry = result =>
            {
                asked.Add((result.Identifier, result.Attempts));
                return result.Identifier == "b";
            },
        });
        var running = client.RunAsync(Face.Push, Ask.For("a", "b"));
        await PassAsync(transport, calls: 2);
        Assert.Equal([("a", Final), ("b", Final)], (await running.Soon()).Codes);
        Assert.Equal([("a", 1), ("b", 1)], asked);
    }

    [Fact]
    public async Task A_predicate_that_throws_is_reported_and_the_failure_is_final()
    {
        const string message = "the predicate broke";
        using var unhandled = new Unhandled(message);
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient));
        await using var client = Client(transport, new() { MaxAttempts = 2, ShouldRetry = _ => throw new IOException(message) });
        Assert.Equal([("a", Transient)], (await client.RunAsync(Face.Push, Ask.For("a")).Soon()).Codes);
        await unhandled.ToldAsync();
        Assert.Single(transport.Calls);
    }

    [Fact]
    public async Task Delays_double_up_to_the_longest_and_are_drawn_from_their_second_half()
    {
        var handedOver = new List<long>();
        var transport = new ScriptedTransport(call =>
        {
            handedOver.Add(time.GetTimestamp());
            call.AnswerRemaining(Transient);
        });
        await using var client = Client(transport, new()
        {
            MaxAttempts = 6,
            FirstDelay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(5),
        });
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        for (var calls = 2; calls <= 6; calls++)
        {
            await time.TimersArmedAsync(1);
            while (transport.Calls.Count < calls && time.TimersArmed == 1)
                time.Advance(TimeSpan.FromMilliseconds(1));
            await transport.ReturnedAsync(calls);
        }
        await running.Soon();
        var delays = handedOver.Zip(handedOver.Skip(1), static (before, after) => TimeSpan.FromTicks(after - before).TotalSeconds).ToArray();
        Assert.Collection(
            delays,
            static delay => Assert.InRange(delay, 0.5, 1),
            static delay => Assert.InRange(delay, 1, 2),
            static delay => Assert.InRange(delay, 2, 4),
            static delay => Assert.InRange(delay, 2.5, 5),
            static delay => Assert.InRange(delay, 2.5, 5));
    }

    [Fact]
    public async Task What_failed_in_several_calls_is_tried_again_in_one_with_the_same_random_and_sequence()
    {
        var transport = Failing(Transient, ("u0", 1), ("u2", 1));
        var options = Options(new() { MaxAttempts = 2 }) with { IdentifiersPerCall = 2, MaxConcurrentCalls = 2 };
        await using var client = new TimClient(transport, options);
        var cancellation = TestContext.Current.CancellationToken;
        await using var results = client.MsgBatchSendAsync(Ask.Many(4), cancellation).GetAsyncEnumerator(cancellation);

        // Both calls hold their places until their sent results are taken, and by then all is due.
        Assert.True(await results.MoveNextAsync().Soon());
        await transport.ReturnedAsync(2);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 3; i++)
            Assert.True(await results.MoveNextAsync().Soon());
        Assert.False(await results.MoveNextAsync().Soon());

        Assert.Equal(3, transport.Calls.Count);
        Assert.Equal(["u0", "u2"], transport.Calls[2].Identifiers.Order());
        Assert.Single(transport.Calls.Select(static call => (call.Random, call.Sequence)).Distinct());
    }

    [Fact]
    public async Task Single_failures_of_many_calls_go_out_together()
    {
        var transport = new ScriptedTransport(static call =>
        {
            call.Answer(call.Identifiers[0], call.IsRetry ? 0 : Transient);
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, Options(new() { MaxAttempts = 2 }) with { IdentifiersPerCall = 50 });
        var running = client.RunAsync(Face.Push, Ask.Many(2_000));
        await transport.ReturnedAsync(40);
        await PassAsync(transport, calls: 41);
        Assert.Equal(2_000, (await running.Soon()).Results.Count);
        Assert.InRange(transport.Calls.Count, 41, 45);
    }

    [Fact]
    public async Task A_call_that_tries_again_keeps_within_the_transports_bytes()
    {
        const int most = 700;
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : Transient), new() { MaxBytesPerCall = most });
        await using var client = new TimClient(transport, Options(new() { MaxAttempts = 2, RetryUnknown = true }) with { IdentifiersPerCall = 1_000 });
        var running = client.RunAsync(Face.Push, Ask.Many(100));
        await time.PassUntilAsync(running);
        Assert.Equal(Ask.Names(100).Order(), (await running.Soon()).Identifiers.Order());
        Assert.All(transport.Calls, static call => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(call.ToJson()), 1, most));
        Assert.Contains(transport.Calls, static call => call.IsRetry && call.Identifiers.Count > 5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_SendEach_each_occurrence_is_tried_again_with_the_stamp_of_its_call(bool distinct)
    {
        var transport = new ScriptedTransport(
            static call => call.AnswerRemaining(call.IsRetry ? 0 : Transient), new() { DistinctIdentifiersPerCall = distinct });
        var options = Options(new() { MaxAttempts = 2 }) with { Duplicates = DuplicateIdentifiers.SendEach, IdentifiersPerCall = 3 };
        await using var client = new TimClient(transport, options);
        var running = client.RunAsync(Face.CallbackList, Ask.For("a", "a", "b", "a"));
        await time.PassUntilAsync(running);
        Assert.Equal(["a", "a", "b", "a"], (await running.Soon()).Identifiers);
        var stamps = transport.Calls.GroupBy(static call => call.Random).Select(static calls => calls.SelectMany(static call => call.Identifiers).Order());
        Assert.All(stamps, static identifiers => Assert.Equal(identifiers.Count() / 2 * 2, identifiers.Count()));
        if (distinct)
            Assert.All(transport.Calls, static call => Assert.Equal(call.Identifiers.Distinct(), call.Identifiers));
    }

    public static TheoryData<RetryOptions> Wrong =>
    [
        new RetryOptions { MaxAttempts = 0 },
        new RetryOptions { FirstDelay = TimeSpan.Zero },
        new RetryOptions { MaxDelay = TimeSpan.FromMilliseconds(499) },
        new RetryOptions { MaxDelay = TimeSpan.FromDays(50) },
        new RetryOptions { ShouldRetry = null! },
    ];

    [Theory, MemberData(nameof(Wrong))]
    public void An_option_out_of_range_is_refused(RetryOptions options) =>
        Assert.ThrowsAny<ArgumentException>(() => new TimClient(ScriptedTransport.SendsAll(), new() { Retry = options }));

    // Fails each of these so often, then sends.
    private static ScriptedTransport Failing(int code, params (string Identifier, int Times)[] failures)
    {
        var left = failures.ToDictionary(static each => each.Identifier, static each => each.Times);
        return new ScriptedTransport(call =>
        {
            foreach (var identifier in call.Identifiers)
                call.Answer(identifier, left.TryGetValue(identifier, out var times) && (left[identifier] = times - 1) >= 0 ? code : 0);
        });
    }

    private static IEnumerable<string> Sent(ScriptedTransport transport) =>
        transport.Calls.Select(static call => string.Join(' ', call.Identifiers));

    private async Task PassAsync(ScriptedTransport transport, int calls)
    {
        await transport.ReturnedAsync(calls - 1);
        var returned = transport.ReturnedAsync(calls);
        await time.PassUntilAsync(returned, stepInSeconds: 30);
        await returned;
    }

    private TimClient Client(ScriptedTransport transport, RetryOptions retry) => new(transport, Options(retry));

    private TimClientOptions Options(RetryOptions retry) => new()
    {
        TimeProvider = time,
        Retry = retry,
        ResultTimeout = Timeout.InfiniteTimeSpan,
        Linger = Timeout.InfiniteTimeSpan,
    };
}
