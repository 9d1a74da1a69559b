using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>S19 Limiters: a permit is held until its call is over, and a refused one is waited for.</summary>
public sealed class S19_LimiterTests
{
    private readonly VirtualTime time = new();
    private readonly ScriptedTransport silent = ScriptedTransport.NeverAnswers();

    public static TheoryData<Face> All => Faces.All;

    [Theory, MemberData(nameof(All))]
    public async Task S19_A_permit_of_one_lets_one_call_at_a_time_be_in_flight(Face face)
    {
        using var limiter = new CountingLimiter(1);
        await using var client = Client(limiter);
        var running = client.RunAsync(face, Ask.Many(5));
        for (var i = 0; i < 5; i++)
        {
            var calls = await silent.TakesAsync(i + 1);
            Assert.Equal((i + 1, 1), (calls.Count, limiter.Held));
            calls[i].AnswerRemaining(0);
        }
        await running.Soon();
        Assert.Equal((0, 1, 5), (limiter.Held, limiter.Most, limiter.Granted));
    }

    [Fact]
    public async Task S19_Two_clients_share_a_permit()
    {
        using var limiter = new CountingLimiter(1);
        var transport = new CountingTransport(new());
        await using var one = new TimClient(transport, new() { CallLimiter = limiter, IdentifiersPerCall = 1, MaxConcurrentCalls = 8 });
        await using var other = new TimClient(transport, new() { CallLimiter = limiter, IdentifiersPerCall = 1, MaxConcurrentCalls = 8 });
        await Task.WhenAll(one.RunAsync(Face.Push, Ask.Many(50)), other.RunAsync(Face.Pull, Ask.Many(50))).Soon();
        Assert.Equal((1, 0), (transport.MostCalls, limiter.Held));
    }

    [Theory]
    [InlineData("half answered")]
    [InlineData("timed out")]
    [InlineData("unsubscribed")]
    [InlineData("disposed")]
    [InlineData("stopped")]
    [InlineData("transport throws")]
    public async Task S19_A_permit_is_held_until_its_call_is_over_and_given_back_once_in_every_way_of_ending(string how)
    {
        using var limiter = new CountingLimiter(1);
        var transport = how == "transport throws" ? new ScriptedTransport(static _ => throw new IOException("broken pipe")) : silent;
        await using var client = new TimClient(transport, Options(limiter) with { IdentifiersPerCall = 2 });
        var observer = new RecordingObserver();
        var subscription = client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        var call = await transport.TakesOneAsync();
        if (how != "transport throws")
        {
            call.Answer("a", 0);
            Assert.Equal(1, limiter.Held);
        }
        switch (how)
        {
            case "half answered": call.Answer("b", 0); break;
            case "timed out": time.Advance(TimeSpan.FromMinutes(1)); break;
            case "unsubscribed": subscription.Dispose(); break;
            case "disposed": await client.DisposeAsync(); break;
            case "stopped": call.Stop(7009, "gone"); break;
            default: break;
        }
        await limiter.HeldAsync(0);
        call.AnswerRemaining(0);
        Assert.Equal((0, 1), (limiter.Held, limiter.Granted));
    }

    [Fact]
    public async Task S19_A_permit_is_not_held_while_identifiers_wait_for_their_retry()
    {
        using var limiter = new CountingLimiter(1);
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(call.IsRetry ? 0 : TimErrorCodes.RestInternalError));
        var options = Options(limiter) with { Retry = new() { MaxAttempts = 2 }, ResultTimeout = Timeout.InfiniteTimeSpan };
        await using var client = new TimClient(transport, options);
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        await transport.ReturnedAsync(1);
        await time.TimersArmedAsync(1);
        Assert.Equal(0, limiter.Held);
        await time.PassUntilAsync(running);
        Assert.Equal((0, 2), (limiter.Held, limiter.Granted));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("throws")]
    [InlineData("cancelled")]
    public async Task S19_A_permit_of_a_call_that_is_not_handed_over_is_given_back(string how)
    {
        using var limiter = new CountingLimiter(1);
        var recording = new Gate();
        await using var client = new TimClient(silent, Options(limiter) with
        {
            Interceptors =
            [
                new ScriptedInterceptor(new())
                {
                    OnHandOver = async (call, cancel) =>
                    {
                        await recording.PassAsync(cancel);
                        if (how == "refused")
                            call.Refuse(20_007, "");
                        else
                            throw new IOException("disk full");
                    },
                },
            ],
        });
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(new RecordingObserver());
        await recording.EnteredAsync();
        Assert.Equal(1, limiter.Held);
        if (how == "cancelled")
            subscription.Dispose();
        else
            recording.Open();
        await limiter.HeldAsync(0);
        Assert.Empty(silent.Calls);
    }

    [Fact]
    public async Task S19_A_refused_permit_is_asked_for_again_when_the_limiter_says()
    {
        using var limiter = new RefusingLimiter(refusals: 3, retryAfter: TimeSpan.FromSeconds(7));
        await using var client = new TimClient(ScriptedTransport.SendsAll(), Options(limiter));
        var running = client.RunAsync(Face.Push, Ask.For("a"));
        for (var asked = 1; asked <= 3; asked++)
        {
            await limiter.AskedAsync(asked);
            await time.TimersArmedAsync(1);
            time.Advance(TimeSpan.FromSeconds(7) - TimeSpan.FromTicks(1));
            Assert.Equal(asked, limiter.Asked);
            time.Advance(TimeSpan.FromTicks(1));
        }
        Assert.Equal([("a", 0)], (await running.Soon()).Codes);
        Assert.Equal(4, limiter.Asked);
    }

    [Fact]
    public async Task S19_A_limiter_that_does_not_say_when_is_asked_again_after_100_milliseconds()
    {
        using var limiter = new RefusingLimiter(refusals: 1, retryAfter: null);
        await using var client = new TimClient(ScriptedTransport.SendsAll(), Options(limiter));
        var running = client.RunAsync(Face.Pull, Ask.For("a"));
        await limiter.AskedAsync(1);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal([("a", 0)], (await running.Soon()).Codes);
        Assert.Equal(2, limiter.Asked);
    }

    [Fact]
    public async Task S19_A_queue_that_is_full_turns_nobody_away()
    {
        using var limiter = new ConcurrencyLimiter(new() { PermitLimit = 1, QueueLimit = 0 });
        await using var client = Client(limiter);
        var running = client.RunAsync(Face.Push, Ask.Many(3));
        for (var i = 0; i < 3; i++)
        {
            await time.PassUntilAsync(silent.TakesAsync(i + 1), 0.1);
            Assert.Equal(i + 1, silent.Calls.Count);
            silent.Calls[i].AnswerRemaining(0);
        }
        Assert.Equal(3, (await running.Soon()).Results.Count);
    }

    private TimClientOptions Options(RateLimiter limiter) => new()
    {
        TimeProvider = time,
        CallLimiter = limiter,
        IdentifiersPerCall = 1,
        Linger = Timeout.InfiniteTimeSpan,
    };

    private TimClient Client(RateLimiter limiter) => new(silent, Options(limiter) with { ResultTimeout = Timeout.InfiniteTimeSpan });
}
