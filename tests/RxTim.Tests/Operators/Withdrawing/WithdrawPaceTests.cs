using static RxTim.Tests.Taking;

namespace RxTim.Tests;

/// <summary>How fast messages are taken back, and what is tried again.</summary>
public class WithdrawPaceTests
{
    private readonly VirtualTime time = new();

    [Fact]
    public async Task No_more_are_asked_for_at_one_time_than_the_options_say()
    {
        var withdrawal = new ScriptedWithdrawal(static async (_, _) => await Task.Yield());
        await Sent(1_000).TakeAsync(pushed: false, withdrawal, new() { MaxConcurrentCalls = 7 });
        Assert.InRange(withdrawal.MostInFlight, 1, 7);
    }

    [Fact]
    public async Task S19_Each_attempt_takes_a_permit_and_holds_it_until_its_answer()
    {
        var limiter = new CountingLimiter(2);
        var withdrawal = new ScriptedWithdrawal(static async (_, _) => await Task.Yield());
        await Sent(100).TakeAsync(pushed: false, withdrawal, new() { CallLimiter = limiter });
        Assert.InRange(withdrawal.MostInFlight, 1, 2);
    }

    [Fact]
    public async Task In_no_second_are_more_asked_for_than_the_pace_allows()
    {
        using var pace = Pace.CallsPerSecond(10, time);
        var at = new List<long>();
        var withdrawal = new ScriptedWithdrawal((_, _) =>
        {
            lock (at)
                at.Add(time.GetTimestamp());
            return Task.CompletedTask;
        });
        var running = Sent(55).TakeAsync(pushed: false, withdrawal, new() { CallLimiter = pace, TimeProvider = time });
        await PassAsync(running);
        Assert.Equal(55, (await running).Count);
        Assert.All(at, first => Assert.InRange(at.Count(other => other >= first && other - first < TimeSpan.TicksPerSecond), 1, 10));
    }

    [Theory]
    [InlineData(TimErrorCodes.RestInternalError)]
    [InlineData(TimErrorCodes.RequestTimeout)]
    public async Task What_is_transient_or_unknown_is_tried_three_times(int code)
    {
        var twice = ScriptedWithdrawal.Fails(2, code);
        var running = Sent(5).TakeAsync(pushed: false, twice, new() { TimeProvider = time });
        await PassAsync(running);
        Assert.All(await running, static result => Assert.Equal((0, 3), (result.Code, result.Attempts)));

        var always = ScriptedWithdrawal.Fails(99, code);
        running = Sent(5).TakeAsync(pushed: false, always, new() { TimeProvider = time });
        await PassAsync(running);
        Assert.All(await running, result => Assert.Equal((code, 3), (result.Code, result.Attempts)));
    }

    [Fact]
    public async Task The_retry_options_decide_and_are_told()
    {
        var told = new List<MsgBatchSendResult>();
        var retry = new RetryOptions
        {
            MaxAttempts = 2,
            ShouldRetry = static result => result is { Identifier: "u1", Code: 20022, MsgKey: "1_2_3", Ordinal: 1 },
            OnRetry = result =>
            {
                lock (told)
                    told.Add(result);
            },
        };
        var running = Sent(3).TakeAsync(pushed: false, ScriptedWithdrawal.Fails(1, 20022), new() { Retry = retry, TimeProvider = time });
        await PassAsync(running);
        Assert.Equal([20022, 0, 20022], (await running).OrderBy(static result => result.Ordinal).Select(static result => result.Code));
        Assert.Equal("u1", Assert.Single(told).Identifier);
    }

    [Fact]
    public async Task A_predicate_that_throws_makes_the_failure_final_and_is_told_of()
    {
        using var unhandled = new Unhandled("the predicate of a withdrawal");
        var retry = new RetryOptions { MaxAttempts = 9, ShouldRetry = static _ => throw new InvalidOperationException("the predicate of a withdrawal") };
        var results = await Sent(1).TakeAsync(pushed: false, ScriptedWithdrawal.Fails(1, TimErrorCodes.RestInternalError), new() { Retry = retry });
        Assert.Equal(TimErrorCodes.RestInternalError, Assert.Single(results).Code);
        await unhandled.ToldAsync();
    }

    [Fact]
    public async Task Too_many_calls_is_always_tried_again_and_all_wait_meanwhile()
    {
        var withdrawal = ScriptedWithdrawal.Fails(1, TimErrorCodes.RestFrequencyLimit);
        var running = Sent(3).TakeAsync(
            pushed: false, withdrawal, new() { MaxConcurrentCalls = 1, Retry = new() { MaxAttempts = 1 }, TimeProvider = time });
        await withdrawal.AskedAsync(1);
        await time.TimersArmedAsync(1);
        Assert.Single(withdrawal.Asked);
        await PassAsync(running);
        Assert.All(await running, static result => Assert.Equal((0, 2), (result.Code, result.Attempts)));
    }

    [Fact]
    public async Task Too_many_calls_for_ever_is_a_result_in_the_end()
    {
        var running = Sent(1).TakeAsync(pushed: false, ScriptedWithdrawal.Fails(int.MaxValue, TimErrorCodes.RestFrequencyLimit), new() { TimeProvider = time });
        await PassAsync(running);
        Assert.Equal((TimErrorCodes.RestFrequencyLimit, 20), (Assert.Single(await running).Code, Assert.Single(await running).Attempts));
    }

    [Fact]
    public async Task A_pause_that_the_backend_asks_for_is_kept_by_all()
    {
        var withdrawal = ScriptedWithdrawal.Fails(1, TimErrorCodes.RequestFrequencyLimit, TimeSpan.FromSeconds(30));
        var running = Sent(2).TakeAsync(pushed: false, withdrawal, new() { MaxConcurrentCalls = 1, TimeProvider = time });
        await withdrawal.AskedAsync(1);
        await time.TimersArmedAsync(1);
        var began = time.GetTimestamp();
        await PassAsync(withdrawal.AskedAsync(2));
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromSeconds(30));
        await PassAsync(running);
        Assert.Equal(2, (await running).Count);
    }

    [Fact]
    public async Task A_pause_is_kept_by_those_too_who_waited_for_their_permit_when_it_began()
    {
        using var pace = Pace.CallsPerSecond(1, time);
        var answer = new TaskCompletionSource();
        var asked = 0;
        var withdrawal = new ScriptedWithdrawal((_, _) => Interlocked.Increment(ref asked) == 1 ? answer.Task : Task.CompletedTask);
        var paused = new Signal();
        var told = false;
        var retry = new RetryOptions
        {
            OnRetry = _ =>
            {
                Volatile.Write(ref told, true);
                paused.Changed();
            },
        };
        var running = Sent(4).TakeAsync(pushed: false, withdrawal, new() { CallLimiter = pace, Retry = retry, TimeProvider = time });
        await withdrawal.AskedAsync(1);
        while (pace.GetStatistics()!.CurrentQueuedCount == 0)
            await Task.Yield();
        var began = time.GetTimestamp();
        answer.SetException(new TimException(TimErrorCodes.RestFrequencyLimit, "slower") { RetryAfter = TimeSpan.FromSeconds(30) });
        await paused.WhenAsync(() => Volatile.Read(ref told));
        await PassAsync(withdrawal.AskedAsync(2));
        Assert.True(time.GetElapsedTime(began) >= TimeSpan.FromSeconds(30));
        await PassAsync(running);
        Assert.Equal(4, (await running).Count);
    }

    [Fact]
    public async Task S6_No_answer_in_time_is_unknown_and_the_call_is_given_up()
    {
        var givenUp = new TaskCompletionSource();
        var withdrawal = new ScriptedWithdrawal((_, cancelled) =>
        {
            cancelled.Register(() => givenUp.TrySetResult());
            return new TaskCompletionSource().Task;
        });
        var running = Sent(1).TakeAsync(
            pushed: false, withdrawal, new() { ResultTimeout = TimeSpan.FromSeconds(5), Retry = new(), TimeProvider = time });
        await withdrawal.AskedAsync(1);
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal([("u0", 6012, WithdrawOutcome.Unknown)], (await running.Soon()).Outcomes());
        await givenUp.Task.Soon();
        await time.NoTimerAliveAsync();
    }

    // Lets time pass until it is done.
    private async Task PassAsync(Task running)
    {
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
    }
}
