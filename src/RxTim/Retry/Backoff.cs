namespace RxTim;

/// <summary>Pauses that double up to a longest one, with jitter. Its owner's lock guards it.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private const int Tenths = 10;

    private readonly Random random = new();

    /// <summary>
    /// When the n-th pause that begins now is over, as a timestamp: after half of its length at the earliest, and before its end. The
    /// moments to choose from lie a tenth of the pause apart, the same ones for all, so that what fails at about one time comes back
    /// together.
    /// </summary>
    public long EndOf(int pause)
    {
        var length = time.TimestampsIn(LengthOf(pause));
        var apart = Math.Max(1, length / Tenths);
        var chosen = time.GetTimestamp() + (length / 2) + (apart * random.Next(Tenths / 2));
        return (chosen + apart - 1) / apart * apart;
    }

    public TimeSpan LengthOf(int pause)
    {
        var length = first;
        for (var i = 1; i < pause && length < longest; i++)
            length += length;
        return length < longest ? length : longest;
    }
}
