namespace RxTim;

/// <summary>Spans of time as differences of a <see cref="TimeProvider"/>'s timestamps, and back.</summary>
internal static class Timestamps
{
    public static long TimestampsIn(this TimeProvider time, TimeSpan span) =>
        (long)Math.Ceiling(span.Ticks * ((double)time.TimestampFrequency / TimeSpan.TicksPerSecond));

    /// <summary>How long it is until the timestamp, in whole milliseconds, which is what timers count; rounded up, so that the time has
    /// come when the timer fires. Zero if it has come already.</summary>
    public static TimeSpan WaitUntil(this TimeProvider time, long timestamp)
    {
        var left = time.GetElapsedTime(time.GetTimestamp(), timestamp);
        return left <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds));
    }
}
