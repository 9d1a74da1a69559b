using Microsoft.Extensions.Logging;

namespace RxTim;

/// <summary>Measures how long a send is held back: from an answer that says "too many calls" to the first answer of a call that left after
/// it and says something else.</summary>
internal sealed class ThrottleWatch(TimeProvider time, ILogger logger)
{
    private readonly object gate = new();

    // Since when it is held back; null while it is not.
    private long? since;

    public static bool IsThrottled(SendOutcome outcome, int code) => outcome == SendOutcome.Failed && TimErrorCodes.IsThrottled(code);

    /// <summary>A call was answered.</summary>
    /// <param name="code">The code that says "too many calls", if one does.</param>
    /// <param name="isAnswer">Whether the backend said anything at all.</param>
    /// <param name="leftAt">When the call left, as a timestamp.</param>
    public void Answered(int? code, bool isAnswer, long leftAt)
    {
        TimeSpan? over = null;
        var begins = false;
        lock (gate)
        {
            if (code is not null)
            {
                begins = since is null;
                since ??= time.GetTimestamp();
            }
            else if (isAnswer && since < leftAt)
                over = EndInLock();
        }
        if (begins)
            SendLog.Throttled(logger, code!.Value, TimErrorCodes.Describe(code.Value));
        Tell(over);
    }

    /// <summary>The send has ended.</summary>
    public void End()
    {
        TimeSpan? over;
        lock (gate)
            over = EndInLock();
        Tell(over);
    }

    private TimeSpan? EndInLock()
    {
        TimeSpan? lasted = since is { } begun ? time.GetElapsedTime(begun) : null;
        since = null;
        return lasted;
    }

    private void Tell(TimeSpan? over)
    {
        if (over is not { } lasted)
            return;
        Instruments.Throttled.Add(lasted.TotalSeconds, Instruments.Tags());
        SendLog.ThrottleOver(logger, lasted.TotalSeconds);
    }
}
