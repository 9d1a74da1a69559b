namespace RxTim.Tests;

/// <summary>What a send says of who was and was not sent to, in its corners.</summary>
public sealed class CallCountsTests
{
    private const int Transient = TimErrorCodes.RestInternalError;

    private readonly VirtualTime time = new();
    private readonly RecordingObserver observer = new();

    [Theory, InlineData(false), InlineData(true)]
    public async Task S18_Who_is_in_doubt_since_an_attempt_before_is_not_among_the_refused(bool held)
    {
        var transport = new ScriptedTransport(call =>
        {
            if (!call.IsRetry)
                call.Lose("broken");
            else if (held)
                call.Hold();
            else
                call.Refuse(TimErrorCodes.UserSigExpired, "expired");
        });
        var client = new TimClient(transport, new()
        {
            TimeProvider = time,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            Retry = new() { MaxAttempts = 3, RetryUnknown = true },
        });
        client.MsgBatchSend(Ask.For("a", "b")).Subscribe(observer);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(1));
        await transport.ReturnedAsync(2);
        await client.DisposeAsync();
        await observer.EndedAsync();
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Empty(error.Refused);
        Assert.Equal(["a", "b"], error.Unanswered);
        Assert.Equal([0, 1], error.UnansweredOrdinals);
    }

    [Fact]
    public async Task A_result_that_a_transport_gives_again_is_not_tried_more_often_than_asked()
    {
        var failure = new MsgBatchSendResult("a", Transient);
        var transport = new ScriptedTransport(call => call.Answer(failure));
        await using var client = new TimClient(transport, new()
        {
            TimeProvider = time,
            ResultTimeout = Timeout.InfiniteTimeSpan,
            Retry = new() { MaxAttempts = 2 },
        });
        client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await time.PassUntilAsync(observer.EndedAsync());
        Assert.Equal(2, transport.Calls.Count);
        Assert.Equal(2, Assert.Single(observer.Results).Attempts);
    }

    [Fact]
    public async Task S15_A_call_that_is_refused_while_it_goes_out_is_counted_once()
    {
        const int count = 20_000;
        MsgBatchCall? late = null;
        var over = false;
        var refuser = new Thread(() =>
        {
            while (!Volatile.Read(ref over))
            {
                if (Interlocked.Exchange(ref late, null) is { } call)
                    call.Refuse(TimErrorCodes.InvalidParameters, "too late, or not");
            }
        });
        refuser.IsBackground = true;
        refuser.Start();
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            IdentifiersPerCall = 1,
            Interceptors =
            [
                new StepInterceptor
                {
                    OnHandOver = (call, _) =>
                    {
                        Volatile.Write(ref late, call);
                        Thread.SpinWait((int)(call.OrdinalOf(0) % 200));
                        return default;
                    },
                },
            ],
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.Hi, new FaultySource(Ask.Names(count), "move"))).Soon();
        Assert.Equal(Ask.Names(count).Order(), ending.Identifiers.Order());
        Assert.Equal((count, count), (ending.TimError.Attempted, ending.TimError.Answered));
        Volatile.Write(ref over, true);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task S2_Only_who_made_a_call_can_close_it(bool beforeHandOver)
    {
        var transport = new ScriptedTransport(static call =>
        {
            Assert.Throws<InvalidOperationException>(call.Close);
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, new()
        {
            Interceptors = !beforeHandOver ? [] :
            [
                new StepInterceptor
                {
                    OnHandOver = static (call, _) =>
                    {
                        Assert.Throws<InvalidOperationException>(call.Close);
                        return default;
                    },
                },
            ],
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.For("a", "b"))).Soon();
        Assert.Equal([("a", 0), ("b", 0)], ending.Codes);
    }

    [Fact]
    public async Task S16_An_error_of_the_last_delivery_counts_those_delivered_before()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var client = new TimClient(transport, new()
        {
            IdentifiersPerCall = 2,
            Interceptors =
            [
                new StepInterceptor
                {
                    OnDeliver = static (results, _) =>
                        results[0].Identifier == "u2" ? throw new IOException("The disk is full.") : default,
                },
            ],
        });
        client.MsgBatchSend(Ask.Many(3)).Subscribe(observer);
        var calls = await transport.TakesAsync(2);
        calls[0].AnswerRemaining(0);
        await observer.ResultsAsync(2);
        calls[1].AnswerRemaining(0);
        await observer.EndedAsync();
        var error = Assert.IsType<TimException>(observer.Error);
        Assert.Equal((3, 2), (error.Attempted, error.Answered));
        Assert.Equal(["u2"], error.Unanswered);
    }

    [Fact]
    public async Task S16_An_error_of_the_end_counts_all_that_were_delivered()
    {
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            Interceptors = [new StepInterceptor { OnEnd = static _ => throw new IOException("The last flush failed.") }],
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.Many(3))).Soon();
        Assert.Equal((3, 3), (ending.TimError.Attempted, ending.TimError.Answered));
        Assert.Equal(Ask.Names(3), ending.Identifiers);
    }
}
