namespace RxTim;

/// <summary>Decides which results of a send are final, and puts the others into the queue. The send's lock guards it.</summary>
internal sealed class RetryRules(RetryOptions options, RetryQueue queue, Throttle throttle, TimeProvider time)
{
    /// <summary>How often the backend may turn one identifier away because of too many calls.</summary>
    public const int MostThrottled = 20;

    private readonly Backoff backoff = new(options.FirstDelay, options.MaxDelay, time);

    /// <summary>Puts aside what is to be tried again, and moves the final results to the front.</summary>
    /// <returns>How many are final.</returns>
    public int KeepFinal(MsgBatchCall call, MsgBatchSendResult[] results, int count)
    {
        var final = 0;
        var throttled = false;
        var answered = false;
        for (var i = 0; i < count; i++)
        {
            var result = results[i];
            answered |= result.Outcome != SendOutcome.Unknown;
            throttled |= !result.IsSuccess && IsThrottled(result);
            if (!result.IsSuccess && DueAfter(result) is { } due)
                PutAside(result, call.Stamp, due);
            else
                results[final++] = result;
        }
        if (throttled)
            throttle.Pause(call.HandedOverAt);
        else if (answered && throttle.IsPausing)
            throttle.Resume(call.HandedOverAt);
        return final;
    }

    private void PutAside(MsgBatchSendResult result, RepeatStamp stamp, long due)
    {
        queue.Add(result, stamp, due);
        try
        {
            options.OnRetry?.Invoke(result);
        }
        catch (Exception thrown)
        {
            ReportOutside(thrown);
        }
    }

    private static bool IsThrottled(MsgBatchSendResult result) =>
        result.Outcome == SendOutcome.Failed && TimErrorCodes.IsThrottled(result.Code);

    // When the identifier is to be tried again, as a timestamp; null if its result is final.
    private long? DueAfter(MsgBatchSendResult result)
    {
        if (IsThrottled(result))
        {
            // When it may go is for the throttle to say.
            result.Throttled++;
            return result.Throttled < MostThrottled ? time.GetTimestamp() : null;
        }
        var attempts = result.Attempts - result.Throttled;
        if (attempts >= options.MaxAttempts || !(result.Outcome == SendOutcome.Unknown ? options.RetryUnknown : ShouldRetry(result)))
            return null;
        return backoff.EndOf(attempts);
    }

    private bool ShouldRetry(MsgBatchSendResult result)
    {
        try
        {
            return options.ShouldRetry(result);
        }
        catch (Exception thrown)
        {
            ReportOutside(thrown);
            return false;
        }
    }

    // Told elsewhere, for this is inside the send's lock.
    private static void ReportOutside(Exception thrown) =>
        ThreadPool.QueueUserWorkItem(static state => UnhandledExceptions.Report((Exception)state!), thrown);
}
