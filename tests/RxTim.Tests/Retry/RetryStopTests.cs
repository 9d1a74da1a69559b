using System.Threading.RateLimiting;

namespace RxTim.Tests;

/// <summary>A send that ends while identifiers wait to be tried again.</summary>
public sealed class RetryStopTests
{
    private const int Transient = TimErrorCodes.RestInternalError;

    private readonly VirtualTime time = new();
    private readonly RecordingObserver observer = new();

    [Fact]
    public async Task S5_A_stop_gives_those_that_wait_the_result_they_have_and_then_the_error()
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (call.Identifiers[0] == "u2")
                call.Refuse(TimErrorCodes.UserSigExpired, "expired");
            else
                call.AnswerRemaining(Transient);
        });
        await using var client = Client(transport);
        client.MsgBatchSend(Ask.Many(4)).Subscribe(observer);
        await observer.EndedAsync();
        Assert.Equal([("u0", Transient), ("u1", Transient)], observer.Results.Select(static result => (result.Identifier, result.Code)));
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal((4, 2), (error.Attempted, error.Answered));
        Assert.Equal(["u2", "u3"], error.Refused);
        Assert.Empty(error.Unanswered);
        Assert.Empty(observer.Faults);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S13_Disposing_the_client_gives_those_that_wait_the_result_they_have()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient));
        await using var client = Client(transport);
        client.MsgBatchSend(Ask.Many(3)).Subscribe(observer);
        await transport.ReturnedAsync(2);
        await client.DisposeAsync();
        await observer.EndedAsync();
        Assert.Equal(Ask.Names(3), observer.Results.Select(static result => result.Identifier));
        Assert.Equal(TimErrorCodes.Interrupted, Assert.IsType<TimException>(observer.Error).Code);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S13_Those_that_are_being_tried_again_are_unanswered()
    {
        var transport = new ScriptedTransport(static call =>
        {
            if (!call.IsRetry)
                call.AnswerRemaining(Transient);
        });
        await using var client = Client(transport);
        client.MsgBatchSend(Ask.Many(2)).Subscribe(observer);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        await transport.ReturnedAsync(2);
        await client.DisposeAsync();
        await observer.EndedAsync();
        Assert.Empty(observer.Results);
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal((2, 0), (error.Attempted, error.Answered));
        Assert.Equal(["u0", "u1"], error.Unanswered);
    }

    [Fact]
    public async Task S7_A_cancelled_send_tries_nothing_again_and_leaves_no_timer()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient));
        await using var client = Client(transport);
        var subscription = client.MsgBatchSend(Ask.Many(2)).Subscribe(observer);
        await time.TimersArmedAsync(1);
        subscription.Dispose();
        await time.NoTimerAliveAsync();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(transport.Calls);
        Assert.Equal(0, observer.Notifications);
    }

    [Fact]
    public async Task S7_A_cancelled_enumeration_throws_while_all_wait()
    {
        await using var client = Client(new ScriptedTransport(static call => call.AnswerRemaining(Transient)));
        using var cancellation = new CancellationTokenSource();
        var running = Faces.PullAsync(client.MsgBatchSendAsync(Ask.Many(2), cancellation.Token));
        await time.TimersArmedAsync(1);
        await cancellation.CancelAsync();
        Assert.IsAssignableFrom<OperationCanceledException>((await running.Soon()).Error);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S7_A_send_that_is_cancelled_in_a_pause_leaves_no_timer()
    {
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(TimErrorCodes.RestFrequencyLimit));
        await using var client = Client(transport);
        var subscription = client.MsgBatchSend(Ask.Many(2)).Subscribe(observer);
        await time.TimersArmedAsync(1);
        subscription.Dispose();
        await time.NoTimerAliveAsync();
        Assert.Single(transport.Calls);
        Assert.Equal(0, observer.Notifications);
    }

    [Fact]
    public async Task S13_Disposing_the_client_in_a_pause_gives_those_that_were_about_to_go_the_result_they_have()
    {
        await using var client = Client(new ScriptedTransport(static call => call.AnswerRemaining(TimErrorCodes.RestFrequencyLimit)));
        client.MsgBatchSend(Ask.Many(2)).Subscribe(observer);
        await time.TimersArmedAsync(1);
        await client.DisposeAsync();
        await observer.EndedAsync();
        Assert.Equal([("u0", 60007), ("u1", 60007)], observer.Results.Select(static result => (result.Identifier, result.Code)));
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal((2, 2), (error.Attempted, error.Answered));
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S5_A_limiter_that_fails_makes_all_that_wait_final()
    {
        var limiter = Pace.CallsPerSecond(1, time);
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient));
        await using var client = new TimClient(transport, Options with { CallLimiter = limiter });
        client.MsgBatchSend(Ask.Many(2)).Subscribe(observer);
        await transport.ReturnedAsync(1);
        await time.TimersArmedAsync(1);
        await limiter.DisposeAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await observer.EndedAsync();
        Assert.Equal([("u0", Transient), ("u1", Transient)], observer.Results.Select(static result => (result.Identifier, result.Code)));
        Assert.IsType<ObjectDisposedException>(observer.Error!.InnerException);
        await time.NoTimerAliveAsync();
    }

    [Fact]
    public async Task S5_A_limiter_that_fails_ends_the_send_although_its_source_never_answers()
    {
        var limiter = Pace.CallsPerSecond(1, time);
        var transport = new ScriptedTransport(static call => call.AnswerRemaining(Transient));
        await using var client = new TimClient(transport, Options with { CallLimiter = limiter, DisposeTimeout = TimeSpan.Zero });
        var source = new PulledSource(100, waitsAfter: 2, heedsCancellation: false);
        client.MsgBatchSend(Ask.Hi, source).Subscribe(observer);
        await source.WaitsAsync();
        await time.TimersArmedAsync(1);
        await limiter.DisposeAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await observer.EndedAsync();
        Assert.Equal([("u0", Transient), ("u1", Transient)], observer.Results.Select(static result => (result.Identifier, result.Code)));
        Assert.IsType<ObjectDisposedException>(observer.Error!.InnerException);
        await time.NoTimerAliveAsync();
    }

    private TimClientOptions Options => new()
    {
        TimeProvider = time,
        Retry = new() { MaxAttempts = 5 },
        ResultTimeout = Timeout.InfiniteTimeSpan,
        Linger = Timeout.InfiniteTimeSpan,
        IdentifiersPerCall = 2,
    };

    private TimClient Client(ScriptedTransport transport) => new(transport, Options);
}
