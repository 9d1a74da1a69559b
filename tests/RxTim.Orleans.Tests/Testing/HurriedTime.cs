namespace RxTim.Orleans.Tests;

/// <summary>The machine's time, many times as fast: pauses of seconds take moments. How long anything takes decides no test.</summary>
internal sealed class HurriedTime(int times) : TimeProvider
{
    private readonly long begun = System.GetTimestamp();
    private readonly DateTimeOffset start = System.GetUtcNow();

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => System.GetElapsedTime(begun).Ticks * times;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hurried(dueTime), Hurried(period));

    private TimeSpan Hurried(TimeSpan time) => time > TimeSpan.Zero ? time / times : time;
}
