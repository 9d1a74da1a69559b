namespace RxTim;

/// <summary>
/// How many identifiers a call is made of: as many as it may carry, unless the caller's limiter of recipients could never grant so many. What
/// that limiter could, it does not tell; it is found out by what it grants and what it refuses for ever.
/// </summary>
/// <param name="most">How many a call may carry, at least 1.</param>
internal sealed class CallSize(int most)
{
    private readonly object gate = new();

    // The most that was granted, and the least that never will be, as far as is known.
    private int granted;
    private int never = int.MaxValue;

    private volatile int size = most;

    /// <summary>How many identifiers the next call is made of, at most.</summary>
    public int Most => size;

    /// <summary>Fits calls to a limiter that grants so many at a time: as large as can be, and so that a whole number of them uses all up.
    /// </summary>
    /// <param name="permits">At least 1.</param>
    public void Fit(int permits)
    {
        var calls = (permits + (long)size - 1) / size;
        size = (int)(permits / calls);
    }

    /// <summary>The limiter granted so many.</summary>
    public void Granted(int count)
    {
        lock (gate)
        {
            granted = Math.Max(granted, count);
            Narrow();
        }
    }

    /// <summary>The limiter can never grant so many. False if that leaves nothing to ask for.</summary>
    public bool CanBeLess(int count)
    {
        if (count <= 1)
            return false;
        lock (gate)
        {
            never = Math.Min(never, count);
            granted = Math.Min(granted, never - 1);
            Narrow();
        }
        return true;
    }

    // Halfway between what is known, until nothing is between.
    private void Narrow()
    {
        if (never != int.MaxValue)
            size = Math.Max(1, never - granted > 1 ? (granted + never) / 2 : granted);
    }
}
