namespace RxTim;

/// <summary>The time since a subscription, or since the start of an enumeration.</summary>
internal sealed class SendClock(TimeProvider time)
{
    private readonly long began = time.GetTimestamp();

    public TimeSpan Elapsed => time.GetElapsedTime(began);

    /// <summary>So many a second; 0 while no time has passed.</summary>
    public static double RateOf(long count, TimeSpan elapsed) => elapsed > TimeSpan.Zero ? count / elapsed.TotalSeconds : 0;
}
