namespace RxTim.Tests;

/// <summary>What came when, and how much of it came within any window of time.</summary>
internal sealed class CountedWindow(TimeSpan window)
{
    private readonly List<(long At, int Count)> all = [];

    public long Total
    {
        get
        {
            lock (all)
                return all.Sum(static one => (long)one.Count);
        }
    }

    /// <summary>The most that came within a window, wherever it begins.</summary>
    public int Most
    {
        get
        {
            lock (all)
            {
                var (most, within, first) = (0, 0, 0);
                foreach (var (at, count) in all)
                {
                    within += count;
                    while (at - all[first].At >= window.Ticks)
                        within -= all[first++].Count;
                    most = Math.Max(most, within);
                }
                return most;
            }
        }
    }

    public long LastAt
    {
        get
        {
            lock (all)
                return all[^1].At;
        }
    }

    public void Add(VirtualTime time, int count)
    {
        // Read in the lock, so that they stand in order.
        lock (all)
            all.Add((time.GetTimestamp(), count));
    }
}
