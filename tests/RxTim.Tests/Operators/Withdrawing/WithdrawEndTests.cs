using System.Reactive.Linq;
using System.Runtime.CompilerServices;
using static RxTim.Tests.Taking;

namespace RxTim.Tests;

/// <summary>A withdrawal that is cancelled, left or stopped.</summary>
public class WithdrawEndTests
{
    [Fact]
    public async Task S7_A_cancelled_enumeration_ends_promptly_even_if_the_backend_never_answers()
    {
        var withdrawal = ScriptedWithdrawal.NeverAnswers();
        using var cancel = new CancellationTokenSource();
        await using var results = Sent(100).ToAsyncEnumerable().Withdraw(withdrawal, new() { MaxConcurrentCalls = 3 })
            .GetAsyncEnumerator(cancel.Token);
        var next = results.MoveNextAsync();
        await withdrawal.AskedAsync(3);

        cancel.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.AsTask().Soon());
        Assert.Equal(3, withdrawal.Asked.Count);
    }

    [Fact]
    public async Task S7_Nothing_is_given_after_the_cancel_and_who_was_asked_for_is_told_by_the_token()
    {
        var told = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal(async (identifier, cancelled) =>
        {
            if (identifier == "u0")
                return;
            using var registration = cancelled.Register(told.SetResult);
            await told.Task;
        });
        using var cancel = new CancellationTokenSource();
        var given = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Sent(2).ToAsyncEnumerable().Withdraw(withdrawal).WithCancellation(cancel.Token))
            {
                given++;
                await withdrawal.AskedAsync(2);
                cancel.Cancel();
            }
        }).Soon();
        await told.Task.Soon();
        Assert.Equal(1, given);
    }

    [Fact]
    public async Task A_disposed_subscription_asks_for_nobody_else_and_lets_the_source_go()
    {
        var withdrawal = ScriptedWithdrawal.NeverAnswers();
        var disposed = new TaskCompletionSource();
        var source = Observable.Create<MsgBatchSendResult>(observer =>
        {
            foreach (var sent in Sent(100))
                observer.OnNext(sent);
            return disposed.SetResult;
        });
        var subscription = source.Withdraw(withdrawal, new() { MaxConcurrentCalls = 2 }).Subscribe();
        await withdrawal.AskedAsync(2);

        subscription.Dispose();

        await disposed.Task.Soon();
        Assert.Equal(2, withdrawal.Asked.Count);
    }

    [Fact]
    public async Task S17_A_source_that_does_not_end_is_waited_for_within_the_bound_and_then_told_of()
    {
        var time = new VirtualTime();
        using var unhandled = new Unhandled("What was to be taken back comes from a source that did not end within 00:00:03 of its cancellation.");
        var stuck = new TaskCompletionSource();
        async IAsyncEnumerable<MsgBatchSendResult> Stuck()
        {
            yield return Sent(1).Single();
            await stuck.Task;
        }

        var results = Stuck().Withdraw(ScriptedWithdrawal.TakesAll(), new() { DisposeTimeout = TimeSpan.FromSeconds(3), TimeProvider = time })
            .GetAsyncEnumerator(Cancellation);
        Assert.True(await results.MoveNextAsync().Soon());
        var leaving = results.DisposeAsync().AsTask();
        await time.TimersArmedAsync(1);
        Assert.False(leaving.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(3));

        await leaving.Soon();
        Assert.IsType<TimeoutException>(await unhandled.ToldAsync());
        stuck.SetResult();
    }

    [Fact]
    public async Task After_a_stop_those_in_flight_have_their_results_and_nobody_else_is_asked_for()
    {
        var gate = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal((_, _) => gate.Task);
        using var stop = new CancellationTokenSource();
        var running = Sent(100).TakeAsync(pushed: false, withdrawal, new() { MaxConcurrentCalls = 3, Stop = stop.Token });
        await withdrawal.AskedAsync(3);

        stop.Cancel();
        gate.SetResult();

        Assert.Equal(3, (await running.Soon()).Count);
        Assert.Equal(3, withdrawal.Asked.Count);
    }

    [Fact]
    public async Task A_stop_ends_the_wait_for_another_attempt_for_a_permit_and_for_the_source()
    {
        var time = new VirtualTime();
        using var stop = new CancellationTokenSource();
        using var pace = Pace.CallsPerSecond(1, time);
        var withdrawal = ScriptedWithdrawal.Fails(9, TimErrorCodes.RestInternalError);
        async IAsyncEnumerable<MsgBatchSendResult> Source([EnumeratorCancellation] CancellationToken cancelled)
        {
            foreach (var sent in Sent(2))
                yield return sent;
            await Task.Delay(Timeout.Infinite, cancelled);
        }

        var running = Source(Cancellation).Withdraw(withdrawal, new() { MaxConcurrentCalls = 3, CallLimiter = pace, Stop = stop.Token, TimeProvider = time }).AllAsync();
        await withdrawal.AskedAsync(1);
        // The pause of the first, and the second in the limiter's queue.
        await time.TimersArmedAsync(2);

        stop.Cancel();

        var result = Assert.Single(await running.Soon());
        Assert.Equal((TimErrorCodes.RestInternalError, 1), (result.Code, result.Attempts));
        Assert.Single(withdrawal.Asked);
    }
}
