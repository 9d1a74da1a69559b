namespace RxTim;

/// <summary>Pauses that double up to a longest one, with jitter. Its owner's lock guards it.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private readonly Random random = new();

    // By length: when the newest pause of that length ends.
    private readonly Dictionary<TimeSpan, long> ends = [];

    /// <summary>When the n-th pause in a row, beginning now, is over, as a timestamp: drawn from its second half. An end that was drawn
    /// a moment ago serves as long as it lies there, so that what fails at about one time comes back together.</summary>
    public long EndOf(int pause)
    {
        var length = LengthOf(pause, first, longest);
        var half = time.TimestampsIn(length) / 2;
        var earliest = time.GetTimestamp() + half;
        if (!ends.TryGetValue(length, out var end) || end < earliest)
            ends[length] = end = earliest + (long)(random.NextDouble() * half);
        return end;
    }

    /// <summary>How long the n-th pause in a row is at most.</summary>
    public static TimeSpan LengthOf(int pause, TimeSpan first, TimeSpan longest)
    {
        var length = first;
        for (var i = 1; i < pause && length < longest; i++)
            length += length;
        return length < longest ? length : longest;
    }
}
