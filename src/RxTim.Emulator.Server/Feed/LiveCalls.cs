namespace RxTim.Emulator;

/// <summary>The latest calls, and how many there were. Readers take what is new at their own pace; what they were too slow for is only
/// counted, so that a flood of calls or a slow reader costs nothing.</summary>
/// <param name="last">The number of the last call before.</param>
internal sealed class LiveCalls(long last)
{
    private const int Kept = 256;

    // Guards the fields below.
    private readonly Lock gate = new();

    private readonly ArchivedCall[] rows = new ArchivedCall[Kept];

    // Set while somebody waits.
    private TaskCompletionSource? changed;

    private FeedCounts counts;

    // The number of the last call, and of the last one that is not told of any longer.
    private (long Last, long Cleared) number = (last, last);

    // Changes with all that is told.
    private long version;

    /// <summary>How many calls and identifiers there were since the start, or since all was cleared.</summary>
    public FeedCounts Counts
    {
        get
        {
            lock (gate)
                return counts;
        }
    }

    /// <summary>Tells of a call, and gives it its number.</summary>
    public ArchivedCall Add(ArchivedCall call)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            call = call with { Id = ++number.Last };
            rows[call.Id % Kept] = call;
            counts = new FeedCounts(counts.Calls + 1, counts.Sent + call.Identifiers - call.Failed, counts.Failed + call.Failed);
            version++;
            (waiting, changed) = (changed, null);
        }
        waiting?.SetResult();
        return call;
    }

    /// <summary>Tells of no call that was before, and counts from 0 again.</summary>
    public void Clear()
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            Array.Clear(rows);
            counts = default;
            number.Cleared = number.Last;
            version++;
            (waiting, changed) = (changed, null);
        }
        waiting?.SetResult();
    }

    /// <summary>Complete when something was told after that version.</summary>
    public Task WaitAsync(long after, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (version > after)
                return Task.CompletedTask;
            changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return changed.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The latest calls after that number, at most so many; and what belongs to them.</summary>
    public FeedNews Since(long after, int most)
    {
        lock (gate)
        {
            after = Math.Max(after, number.Cleared);
            var news = number.Last - after;
            var latest = new ArchivedCall[(int)Math.Min(Math.Min(most, Kept), news)];
            for (var i = 0; i < latest.Length; i++)
                latest[i] = rows[(number.Last - latest.Length + 1 + i) % Kept];
            return new FeedNews(latest, counts, news - latest.Length, number.Last, number.Cleared, version);
        }
    }
}
