namespace RxTim;

/// <summary>A time that has begun, measured by two clocks: the one that says that more has passed is right.</summary>
internal sealed class LeavingTime(TimeSpan length, TimeProvider clock)
{
    private readonly long begunAt = clock.GetTimestamp();
    private readonly DateTimeOffset begun = clock.GetUtcNow();

    public bool IsOver => Left <= TimeSpan.Zero;

    public TimeSpan Left
    {
        get
        {
            var (passed, passedOnTheWall) = (clock.GetElapsedTime(begunAt), clock.GetUtcNow() - begun);
            return length - (passed > passedOnTheWall ? passed : passedOnTheWall);
        }
    }
}
