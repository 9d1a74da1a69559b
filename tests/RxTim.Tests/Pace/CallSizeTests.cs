using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>A call that a limiter could never grant whole goes out in smaller ones.</summary>
public sealed class CallSizeTests
{
    private const int Limit = 7;
    private const int Transient = TimErrorCodes.RestInternalError;

    public static TheoryData<string> Limiters => ["token bucket", "fixed window", "sliding window", "concurrency"];

    [Theory, MemberData(nameof(Limiters))]
    public async Task A_call_over_a_limiters_limit_is_cut_and_so_are_those_that_try_again(string kind)
    {
        using var limiter = Make(kind);
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : Transient));
        await using var client = new TimClient(transport, new()
        {
            RecipientLimiter = limiter,
            IdentifiersPerCall = 50,
            Retry = new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) },
        });
        var ending = await client.RunAsync(Face.Pull, Ask.Many(200)).Soon();
        Assert.Null(ending.Error);
        Assert.Equal(Ask.Names(200).Order(), ending.Identifiers.Order());
        Assert.All(ending.Results, static result => Assert.Equal((0, 2), (result.Code, result.Attempts)));
        var sizes = transport.Calls.Select(static call => call.Identifiers.Count).ToList();
        Assert.Equal(400, sizes.Sum());
        Assert.Equal(Limit, sizes.Max());
        // It is found out in a few calls, and kept.
        Assert.All(transport.Calls.Where(static call => call.IsRetry).SkipLast(1).Select(static call => call.Identifiers.Count).Order().Skip(20),
            static size => Assert.Equal(Limit, size));
    }

    [Fact]
    public async Task Each_identifier_keeps_its_ordinal_when_its_call_is_cut()
    {
        using var limiter = new FixedWindowRateLimiter(new()
        {
            PermitLimit = 3,
            Window = TimeSpan.FromMilliseconds(1),
            QueueLimit = int.MaxValue,
        });
        await using var client = new TimClient(
            ScriptedTransport.SendsAll(), new() { RecipientLimiter = limiter, IdentifiersPerCall = 40, MaxConcurrentCalls = 1 });
        var ending = await client.RunAsync(Face.Push, Ask.Many(60)).Soon();
        Assert.Equal(Enumerable.Range(0, 60).Select(static i => ($"u{i}", (long)i)), ending.Results.Select(static r => (r.Identifier, r.Ordinal)));
    }

    [Fact]
    public async Task A_send_that_ends_between_the_parts_of_a_call_leaves_the_rest_unattempted()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 3, QueueLimit = int.MaxValue });
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new() { RecipientLimiter = limiter, IdentifiersPerCall = 5 });
        var running = client.RunAsync(Face.Push, Ask.Many(5));
        var first = await transport.TakesOneAsync();
        first.Stop(TimErrorCodes.Interrupted, "gone");
        var error = (await running.Soon()).TimError;
        Assert.Equal((first.Identifiers.Count, 0L), (error.Attempted, error.Answered));
        Assert.Equal(first.Identifiers, error.Unanswered);
        Assert.InRange(error.Attempted, 1, 3);
    }

    [Fact]
    public async Task Those_that_wait_to_try_again_have_their_result_when_the_send_ends_between_the_parts_of_their_call()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 2, QueueLimit = int.MaxValue });
        MsgBatchCall? held = null;
        var transport = new ScriptedTransport(call =>
        {
            if (call.IsRetry)
                Volatile.Write(ref held, call);
            else
                call.AnswerRemaining(Transient);
        });
        await using var client = new TimClient(transport, new()
        {
            RecipientLimiter = limiter,
            IdentifiersPerCall = 8,
            Retry = new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromMilliseconds(1) },
        });
        var running = client.RunAsync(Face.Push, Ask.Many(8));
        while (Volatile.Read(ref held) is null)
            await Task.Delay(1, TestContext.Current.CancellationToken);
        held!.Stop(TimErrorCodes.Interrupted, "gone");
        var ending = await running.Soon();
        Assert.Equal(8, ending.Results.Count + ending.TimError.Unanswered.Count);
        Assert.Equal(8, ending.Identifiers.Concat(ending.TimError.Unanswered).Distinct().Count());
        Assert.All(ending.Results, static result => Assert.Equal(Transient, result.Code));
    }

    [Fact]
    public async Task A_limiter_that_grants_not_even_one_ends_the_send()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new() { RecipientLimiter = new GrantsNone(), IdentifiersPerCall = 50 });
        var error = (await client.RunAsync(Face.Pull, Ask.Many(60)).Soon()).TimError;
        Assert.IsType<ArgumentOutOfRangeException>(error.InnerException);
        Assert.Equal(0, error.Attempted);
    }

    [Theory]
    [InlineData(500, 12_000, 500)]
    [InlineData(500, 3_960, 495)]
    [InlineData(500, 700, 350)]
    [InlineData(500, 499, 499)]
    [InlineData(500, 1, 1)]
    [InlineData(1, int.MaxValue, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Calls_fit_a_known_limit(int most, int permits, int size)
    {
        var calls = new CallSize(most);
        calls.Fit(permits);
        Assert.Equal(size, calls.Most);
    }

    [Theory]
    [InlineData(500, 1)]
    [InlineData(500, 2)]
    [InlineData(500, 250)]
    [InlineData(500, 377)]
    [InlineData(500, 499)]
    [InlineData(500, 500)]
    public void A_limit_that_is_not_told_is_found_in_few_calls(int most, int limit)
    {
        var size = new CallSize(most);
        for (var calls = 0; calls < 18; calls++)
        {
            var asked = size.Most;
            if (asked <= limit)
                size.Granted(asked);
            else
                Assert.True(size.CanBeLess(asked));
        }
        Assert.Equal(limit, size.Most);
        Assert.False(size.CanBeLess(1));
    }

    private static RateLimiter Make(string kind) => kind switch
    {
        "token bucket" => new TokenBucketRateLimiter(new()
        {
            TokenLimit = Limit,
            TokensPerPeriod = Limit,
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(1),
            QueueLimit = int.MaxValue,
        }),
        "fixed window" => new FixedWindowRateLimiter(new()
        {
            PermitLimit = Limit,
            Window = TimeSpan.FromMilliseconds(1),
            QueueLimit = int.MaxValue,
        }),
        "sliding window" => new SlidingWindowRateLimiter(new()
        {
            PermitLimit = Limit,
            Window = TimeSpan.FromMilliseconds(2),
            SegmentsPerWindow = 2,
            QueueLimit = int.MaxValue,
        }),
        _ => new ConcurrencyLimiter(new() { PermitLimit = Limit, QueueLimit = int.MaxValue }),
    };

    private sealed class GrantsNone : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => throw new ArgumentOutOfRangeException(nameof(permitCount));

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            throw new ArgumentOutOfRangeException(nameof(permitCount));
    }
}
