namespace RxTim;

/// <summary>Decides which results of a client's sends are final, and puts the others into their send's queue.</summary>
internal sealed class RetryRules(TimClientOptions client, Throttle throttle)
{
    /// <summary>How often the backend may turn one identifier away because of too many calls.</summary>
    public const int MostThrottled = 20;

    private readonly RetryOptions options = client.Retry;
    private readonly TimeProvider time = client.TimeProvider;

    /// <summary>Asks whether a result that is no success is worth another attempt. Outside locks, for the caller's predicate may do
    /// anything.</summary>
    public void Judge(MsgBatchSendResult result)
    {
        result.IsWorthRetry = !IsThrottled(result) && HasAttemptLeft(result)
            && (result.Outcome == SendOutcome.Unknown ? options.RetryUnknown : ShouldRetry(result));
    }

    /// <summary>Puts aside what is to be tried again, and moves the final results to the front. Inside the send's lock.</summary>
    /// <param name="queue">The send's queue.</param>
    /// <param name="results">The results of a call.</param>
    /// <param name="count">How many.</param>
    /// <param name="stamp">What the call was handed over with.</param>
    /// <param name="handedOverAt">When, as a timestamp.</param>
    /// <param name="tell">Whether someone is told of what is put aside before it is tried again.</param>
    /// <returns>How many are final.</returns>
    public int KeepFinal(
        RetryQueue queue, MsgBatchSendResult[] results, int count, RepeatStamp stamp, long handedOverAt, bool tell)
    {
        var final = 0;
        var throttled = false;
        var answered = false;
        List<Retry>? aside = null;
        for (var i = 0; i < count; i++)
        {
            var result = results[i];
            answered |= result.Outcome != SendOutcome.Unknown;
            throttled |= !result.IsSuccess && IsThrottled(result);
            if (!result.IsSuccess && DueAfter(result, queue) is { } due)
                (aside ??= []).Add(queue.PutAside(result, stamp, due));
            else
                results[final++] = result;
        }
        if (aside is not null)
            queue.Add([.. aside], tell);
        if (throttled)
            throttle.Pause(handedOverAt);
        else if (answered && throttle.IsPausing)
            throttle.Resume(handedOverAt);
        return final;
    }

    private static bool IsThrottled(MsgBatchSendResult result) =>
        result.Outcome == SendOutcome.Failed && TimErrorCodes.IsThrottled(result.Code);

    private bool HasAttemptLeft(MsgBatchSendResult result) => result.Attempts - result.Throttled < options.MaxAttempts;

    // When the identifier is to be tried again, as a timestamp; null if its result is final.
    private long? DueAfter(MsgBatchSendResult result, RetryQueue queue)
    {
        if (IsThrottled(result))
        {
            // When it may go is for the throttle to say.
            result.Throttled++;
            return result.Throttled < MostThrottled ? time.GetTimestamp() : null;
        }
        // Asked once more, for its place may be another one than when it was judged.
        return result.IsWorthRetry && HasAttemptLeft(result) ? queue.EndOfPause(result.Attempts - result.Throttled, options) : null;
    }

    private bool ShouldRetry(MsgBatchSendResult result)
    {
        try
        {
            return options.ShouldRetry(result);
        }
        catch (Exception thrown)
        {
            client.Report(thrown);
            return false;
        }
    }
}
