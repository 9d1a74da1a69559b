using System.Diagnostics;

namespace RxTim;

/// <summary>
/// The identifiers of one send that wait to be tried again, soonest first, and the one timer that wakes the send's feed for them. One
/// thread takes from it, any may add. Its lock is taken inside the send's, never around it.
/// </summary>
internal sealed class RetryQueue(TimeProvider time) : IDisposable
{
    private const long NotArmed = long.MaxValue;

    private readonly object gate = new();
    private readonly SortedSet<Retry> waiting = new(Retry.ByDue);

    // Taken for a call that has not been handed over.
    private List<Retry> outgoing = [];

    // Made with the first wait, and when it fires.
    private ITimer? timer;
    private long armedFor = NotArmed;

    // What the feed waits on, if it does.
    private TaskCompletionSource<bool>? waker;

    private long added;
    private bool disposed;

    public int Count { get; private set; }

    /// <summary>Whether the send is over.</summary>
    public bool IsDisposed
    {
        get
        {
            lock (gate)
                return disposed;
        }
    }

    /// <summary>Completes when there may be something to take, or the send is over. To be asked for before <see cref="TryTake"/>,
    /// so that nothing that comes in between is missed.</summary>
    public Task Woken
    {
        get
        {
            lock (gate)
            {
                if (disposed)
                    return Task.CompletedTask;
                waker ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                return waker.Task;
            }
        }
    }

    public void Add(MsgBatchSendResult last, RepeatStamp stamp, long due)
    {
        lock (gate)
        {
            if (disposed)
                return;
            waiting.Add(new Retry(last, stamp, due, added++));
            Count = waiting.Count;
            if (due <= time.GetTimestamp())
                Wake();
            else if (due < armedFor)
                Arm(due);
        }
    }

    /// <summary>
    /// Fills an empty draft with what is due and may go in one call: as much as fits, all with the stamp of the first. Until
    /// <see cref="HandedOver"/> these count as waiting. Null if nothing is due; then the feed is woken when something is.
    /// </summary>
    public IReadOnlyList<Retry>? TryTake(CallDraft draft)
    {
        lock (gate)
        {
            Debug.Assert(outgoing.Count == 0, "One call is made at a time.");
            if (waiting.Count == 0)
                return null;
            var now = time.GetTimestamp();
            foreach (var retry in waiting)
            {
                if (retry.Due > now || draft.IsFull)
                    break;
                if ((outgoing.Count == 0 || outgoing[0].Stamp == retry.Stamp) && draft.TryAdd(retry.Last.Identifier))
                    outgoing.Add(retry);
            }
            if (outgoing.Count == 0)
            {
                if (armedFor == NotArmed)
                    Arm(waiting.Min.Due);
                return null;
            }
            foreach (var retry in outgoing)
                waiting.Remove(retry);
            Count = waiting.Count;
            return outgoing;
        }
    }

    /// <summary>What was taken is in flight.</summary>
    public void HandedOver()
    {
        lock (gate)
            outgoing = [];
    }

    /// <summary>Empties the queue of all that is not in flight, and gives their last results.</summary>
    public MsgBatchSendResult[] GiveUp()
    {
        lock (gate)
        {
            var last = new MsgBatchSendResult[outgoing.Count + waiting.Count];
            var count = 0;
            foreach (var retry in outgoing)
                last[count++] = retry.Last;
            foreach (var retry in waiting)
                last[count++] = retry.Last;
            outgoing = [];
            waiting.Clear();
            Count = 0;
            return last;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            timer?.Dispose();
            Wake();
        }
    }

    private void Arm(long due)
    {
        armedFor = due;
        timer ??= time.CreateTimer(static queue => ((RetryQueue)queue!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(time.WaitUntil(due), Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        lock (gate)
        {
            armedFor = NotArmed;
            Wake();
        }
    }

    private void Wake()
    {
        waker?.SetResult(true);
        waker = null;
    }
}
