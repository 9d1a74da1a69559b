namespace RxTim.Tests;

/// <summary>A call that may leave within a time only (<see cref="MsgBatchCall.LeaveWithin"/>), as a fence against a second
/// sender.</summary>
public sealed class LeaveWithinTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);
    private readonly VirtualTime time = new();

    [Fact]
    public async Task S15_A_call_whose_time_for_leaving_is_over_is_not_given_to_the_transport()
    {
        var stored = new TaskCompletionSource();
        var transport = ScriptedTransport.SendsAll();
        var notHandedOver = 0;
        var fence = new StepInterceptor
        {
            OnHandOver = (call, _) =>
            {
                call.LeaveWithin(Bound, time);
                return new ValueTask(stored.Task);
            },
            OnNotHandedOver = _ => notHandedOver++,
        };
        await using var client = Client(transport, fence);
        var running = client.RunAsync(Face.Pull, Ask.For("a", "b"));
        time.Advance(Bound);
        stored.SetResult();

        Assert.All((await running.Soon()).Results, static result =>
            Assert.Equal((TimErrorCodes.ConnectTimeout, SendOutcome.Failed), (result.Code, result.Outcome)));
        Assert.Empty(transport.Calls);
        Assert.Equal(1, notHandedOver);
    }

    [Fact]
    public async Task S15_A_transport_that_asks_too_late_may_not_let_the_call_leave()
    {
        var left = true;
        var transport = new ScriptedTransport(call =>
        {
            call.Hold();
            // Here a process was stopped and goes on.
            time.Advance(Bound);
            left = call.TryLeave();
        });
        await using var client = Client(transport, Fence());

        var results = (await client.RunAsync(Face.Pull, Ask.For("a")).Soon()).Results;

        Assert.False(left);
        var result = Assert.Single(results);
        Assert.Equal((TimErrorCodes.ConnectTimeout, SendOutcome.Failed), (result.Code, result.Outcome));
    }

    [Fact]
    public async Task S15_A_call_that_leaves_in_time_is_answered_when_it_is_answered()
    {
        var transport = new ScriptedTransport(call =>
        {
            call.Hold();
            if (!call.TryLeave())
                return;
            time.Advance(Bound);
            call.AnswerRemaining(0);
        });
        await using var client = Client(transport, Fence());

        Assert.True(Assert.Single((await client.RunAsync(Face.Pull, Ask.For("a")).Soon()).Results).IsSuccess);
    }

    [Fact]
    public void S18_What_left_in_time_may_not_leave_again_later_and_is_not_said_to_have_failed()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a"], new Owner());
        call.LeaveWithin(Bound, time);
        Assert.True(call.TryLeave());
        time.Advance(Bound);
        Assert.False(call.TryLeave());
        Assert.False(call.IsOver);
    }

    [Fact]
    public void A_shorter_time_stays_and_a_transport_that_passes_calls_on_has_it_too()
    {
        var call = new MsgBatchCall(Ask.Hi, ["a"], new Owner());
        call.LeaveWithin(TimeSpan.FromSeconds(1), time);
        call.LeaveWithin(Bound, time);
        var passedOn = new MsgBatchCall(call, new Owner());
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(passedOn.TryLeave());
        Assert.False(call.TryLeave());
        Assert.Throws<ArgumentOutOfRangeException>(() => call.LeaveWithin(TimeSpan.Zero));
    }

    private StepInterceptor Fence() => new()
    {
        OnHandOver = (call, _) =>
        {
            call.LeaveWithin(Bound, time);
            return default;
        },
    };

    private TimClient Client(IMsgBatchTransport transport, ISendInterceptor fence) =>
        new(transport, new() { TimeProvider = time, Interceptors = [fence] });

    private sealed class Owner : IMsgBatchCallOwner
    {
        public void OnResults(MsgBatchCall call, IReadOnlyList<MsgBatchSendResult> results)
        {
        }

        public void OnPause(MsgBatchCall call, TimeSpan pause)
        {
        }

        public void OnStopped(MsgBatchCall call, int code, string desc, bool isRefused)
        {
        }
    }
}
