using System.Text.Json;
using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>Takes messages back one by one, each until its result is final: paced, waited for, tried again.</summary>
/// <param name="withdrawal">Who is asked.</param>
/// <param name="options">How.</param>
/// <param name="ending">Ends all of it.</param>
/// <param name="stopping">Ends the waiting for a turn, and so does <paramref name="ending"/>.</param>
internal sealed class WithdrawCalls(
    IMessageWithdrawal withdrawal, WithdrawOptions options, CancellationToken ending, CancellationToken stopping)
    : IDisposable
{
    private const string NoKey = "the backend did not say by what it knows the message (MsgKey), so it cannot be taken back";

    private readonly TimeProvider time = options.TimeProvider;
    private readonly Throttle throttle = new(options.TimeProvider);

    // One at a time waits for its permit. So what was granted is not kept from others, or wasted, while many wait for a pause to end.
    private readonly SemaphoreSlim turn = new(1);

    // Guards the backoff.
    private readonly object gate = new();
    private readonly Backoff backoff = new(options.Retry.FirstDelay, options.Retry.MaxDelay, options.TimeProvider);

    /// <summary>Takes the message of a send's result back.</summary>
    /// <param name="sent">A result that is no failure.</param>
    /// <returns>The final result; null if the backend was not asked before it was to stop.</returns>
    /// <exception cref="OperationCanceledException">All of it ended first.</exception>
    public async ValueTask<WithdrawResult?> WithdrawAsync(MsgBatchSendResult sent)
    {
        if (KeyOf(sent) is not { } key)
        {
            return sent.Outcome == SendOutcome.Unknown
                ? new WithdrawResult(sent.Identifier, sent.Code, sent.Desc, WithdrawOutcome.Unknown) { Ordinal = sent.Ordinal }
                : new WithdrawResult(sent.Identifier, TimErrorCodes.MsgKeyInvalid, NoKey, WithdrawOutcome.Failed) { Ordinal = sent.Ordinal };
        }
        WithdrawResult? last = null;
        var throttled = 0;
        try
        {
            while (true)
            {
                using (await TurnAsync().ConfigureAwait(false))
                    last = await AttemptAsync(sent, key, (last?.Attempts ?? 0) + 1).ConfigureAwait(false);
                var isThrottled = TimErrorCodes.IsThrottled(last.Code);
                if (isThrottled ? ++throttled == RetryRules.MostThrottled : !IsWorthRetry(last, last.Attempts - throttled))
                    return last;
                UnhandledExceptions.TryRun(() => options.Retry.OnRetry?.Invoke(last.ToSendResult()));
                if (!isThrottled)
                    await PauseAsync(last.Attempts - throttled).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested && !ending.IsCancellationRequested)
        {
            return last;
        }
    }

    public void Dispose() => turn.Dispose();

    // Null if there is none, or the backend's message cannot be read.
    private static string? KeyOf(MsgBatchSendResult sent)
    {
        try
        {
            return sent.MsgKey is { Length: > 0 } key ? key : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static WithdrawOutcome OutcomeOf(int code) =>
        code == 0 ? WithdrawOutcome.Withdrawn : TimErrorCodes.IsUnknownOutcome(code) ? WithdrawOutcome.Unknown : WithdrawOutcome.Failed;

    // Waits until one more may be asked for.
    private async ValueTask<RateLimitLease?> TurnAsync()
    {
        await turn.WaitAsync(stopping).ConfigureAwait(false);
        try
        {
            while (true)
            {
                await throttle.WaitAsync(stopping).ConfigureAwait(false);
                var permit = options.CallLimiter is { } limiter ? await limiter.WaitAsync(1, time, stopping).ConfigureAwait(false) : null;
                // A pause may have begun while the permit was waited for.
                if (!stopping.IsCancellationRequested && throttle.TryPass())
                    return permit;
                permit?.Dispose();
                stopping.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            turn.Release();
        }
    }

    private async ValueTask<WithdrawResult> AttemptAsync(MsgBatchSendResult sent, string key, int attempt)
    {
        var askedAt = time.GetTimestamp();
        var (code, desc, pause) = await AskAsync(sent.Identifier, key).ConfigureAwait(false);
        if (pause is { } asked)
            throttle.PauseFor(asked);
        if (TimErrorCodes.IsThrottled(code))
            throttle.Pause(askedAt);
        else if (throttle.IsPausing && !TimErrorCodes.IsUnknownOutcome(code))
            throttle.Resume(askedAt);
        return new WithdrawResult(sent.Identifier, code, desc, OutcomeOf(code)) { MsgKey = key, Attempts = attempt, Ordinal = sent.Ordinal };
    }

    // What the answer says, or how there came none.
    private async ValueTask<(int Code, string Desc, TimeSpan? Pause)> AskAsync(string identifier, string key)
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(ending);
        Task? asking = null;
        try
        {
            asking = withdrawal.WithdrawAsync(identifier, key, attempt.Token);
            await asking.WaitAsync(options.ResultTimeout, time, ending).ConfigureAwait(false);
            return (0, "", null);
        }
        catch (TimException failed)
        {
            // A failure that has no code of its own is no success.
            return (failed.Code == 0 ? TimErrorCodes.SdkInternalError : failed.Code, failed.Message, failed.RetryAfter);
        }
        catch (Exception) when (ending.IsCancellationRequested)
        {
            // This may run before the token that is linked hears of it, and then it never would: its source is disposed below.
            attempt.Cancel();
            Leave(asking);
            throw new OperationCanceledException(ending);
        }
        catch (TimeoutException) when (asking is { IsCompleted: false })
        {
            attempt.Cancel();
            Leave(asking);
            return (TimErrorCodes.RequestTimeout, "no answer in time; whether the message is taken back is unknown", null);
        }
        catch (Exception thrown)
        {
            return (
                TimErrorCodes.RequestTimeout,
                $"{thrown.GetType().Name}: {thrown.Message}; whether the message is taken back is unknown",
                null);
        }
    }

    // Nobody waits for its answer any longer; what it ends with is looked at, so that it is not reported as unobserved.
    private static void Leave(Task? asking) => asking?.ContinueWith(
        static left => _ = left.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private bool IsWorthRetry(WithdrawResult result, int attempts)
    {
        if (result.IsSuccess || TimErrorCodes.IsFatal(result.Code) || attempts >= options.Retry.MaxAttempts)
            return false;
        if (result.Outcome == WithdrawOutcome.Unknown)
            return options.Retry.RetryUnknown;
        try
        {
            return options.Retry.ShouldRetry(result.ToSendResult());
        }
        catch (Exception thrown)
        {
            UnhandledExceptions.Report(thrown);
            return false;
        }
    }

    private async ValueTask PauseAsync(int attempts)
    {
        TimeSpan pause;
        lock (gate)
            pause = time.WaitUntil(backoff.EndOf(attempts));
#if NET
        await Task.Delay(pause, time, stopping).ConfigureAwait(false);
#else
        await time.Delay(pause, stopping).ConfigureAwait(false);
#endif
    }
}
