namespace RxTim.Tests;

/// <summary>What users' code may do to a send without breaking it.</summary>
public sealed class UsersCodeTests
{
    private const int Transient = TimErrorCodes.RestInternalError;

    private readonly RecordingObserver observer = new();

    [Fact]
    public async Task S20_The_predicate_of_a_repeated_identifier_runs_outside_the_lock_too()
    {
        MsgBatchCall? handed = null;
        var free = new List<bool>();
        var transport = new ScriptedTransport(call =>
        {
            Volatile.Write(ref handed, call);
            // The second comes out of order, so its place is known only when it is taken.
            call.Answer("a", Transient);
            call.Answer("a", Transient);
            call.AnswerRemaining(0);
        });
        await using var client = new TimClient(transport, new()
        {
            Duplicates = DuplicateIdentifiers.SendEach,
            Retry = new()
            {
                MaxAttempts = 2,
                ShouldRetry = _ =>
                {
                    // Whoever else has to do with the call meanwhile must not have to wait for this.
                    free.Add(Task.Run(() => handed!.Aborted).Wait(TimeSpan.FromSeconds(3)));
                    return false;
                },
            },
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.For("a", "b", "a"))).Soon();
        Assert.Equal([("a", Transient), ("a", Transient), ("b", 0)], ending.Codes);
        Assert.Equal([0, 2, 1], ending.Results.Select(static result => result.Ordinal));
        Assert.DoesNotContain(false, free);
    }

    [Fact]
    public async Task A_lease_that_throws_when_it_is_given_back_does_not_stop_the_send()
    {
        using var unhandled = new Unhandled("A lease broke.");
        var thrown = new List<Exception>();
        var transport = new ScriptedTransport(call =>
        {
            try
            {
                call.AnswerRemaining(0);
            }
            catch (Exception fromReport)
            {
                thrown.Add(fromReport);
            }
        });
        await using var client = new TimClient(transport, new()
        {
            CallLimiter = new ThrowingLeases("A lease broke."),
            DisposeTimeout = TimeSpan.Zero,
            IdentifiersPerCall = 1,
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.Many(3))).Soon();
        Assert.Null(ending.Error);
        Assert.Equal(Ask.Names(3), ending.Identifiers);
        Assert.Empty(thrown);
        Assert.Equal(3, unhandled.All.Count);
    }

    [Fact]
    public async Task A_lease_that_throws_does_not_keep_a_disposal_from_ending_all_calls()
    {
        using var unhandled = new Unhandled("A lease broke, too.");
        var transport = ScriptedTransport.NeverAnswers();
        var client = new TimClient(transport, new()
        {
            CallLimiter = new ThrowingLeases("A lease broke, too."),
            DisposeTimeout = TimeSpan.Zero,
            IdentifiersPerCall = 1,
        });
        client.MsgBatchSend(Ask.Many(2)).Subscribe(observer);
        var calls = await transport.TakesAsync(2);
        await client.DisposeAsync().AsTask().Soon();
        await observer.EndedAsync();
        Assert.All(calls, static call => Assert.True(call.Aborted.IsCancellationRequested));
        Assert.Equal(2, unhandled.All.Count);
    }

    [Fact]
    public async Task What_an_interceptor_registered_with_its_token_may_throw_when_a_disposal_gives_up()
    {
        using var unhandled = new Unhandled("The registered broke.");
        var delivering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            DisposeTimeout = TimeSpan.FromMilliseconds(1),
            Interceptors =
            [
                new StepInterceptor
                {
                    OnDeliver = (_, cancellation) =>
                    {
                        cancellation.Register(static () => throw new InvalidOperationException("The registered broke."));
                        delivering.SetResult();
                        return new(Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken));
                    },
                },
            ],
        });
        client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await delivering.Task.Soon();
        await client.DisposeAsync().AsTask().Soon();
        Assert.Single(unhandled.All);
    }

    [Fact]
    public async Task A_failed_delivery_is_told_where_the_consumer_has_left()
    {
        using var unhandled = new Unhandled("The disk is full.");
        var left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var delivering = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new TimClient(ScriptedTransport.SendsAll(), new()
        {
            Interceptors =
            [
                new StepInterceptor
                {
                    OnDeliver = async (_, _) =>
                    {
                        delivering.SetResult();
                        await left.Task;
                        throw new IOException("The disk is full.");
                    },
                },
            ],
        });
        var subscription = client.MsgBatchSend(Ask.For("a")).Subscribe(observer);
        await delivering.Task.Soon();
        subscription.Dispose();
        left.SetResult();
        Assert.IsType<IOException>((await unhandled.ToldAsync()).GetBaseException());
    }

    [Fact]
    public async Task A_failed_end_is_told_where_the_consumer_has_another_error()
    {
        using var unhandled = new Unhandled("The last flush failed.");
        var transport = new ScriptedTransport(static call => call.Stop(TimErrorCodes.Interrupted, "gone"));
        await using var client = new TimClient(transport, new()
        {
            Interceptors = [new StepInterceptor { OnEnd = static _ => throw new IOException("The last flush failed.") }],
        });
        var ending = await Faces.PushAsync(client.MsgBatchSend(Ask.For("a"))).Soon();
        Assert.Equal(TimErrorCodes.Interrupted, ending.TimError.Code);
        Assert.IsType<IOException>((await unhandled.ToldAsync()).GetBaseException());
    }
}
