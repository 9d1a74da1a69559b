using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace RxTim;

/// <summary>
/// The identifiers of one send that wait for their retry, soonest first, and the one timer that wakes the send's feed for them. The send's
/// lock guards all of it.
/// </summary>
internal sealed class RetryQueue(object gate, TimeProvider time) : IDisposable
{
    private const long NotArmed = long.MaxValue;

    // Null until somebody waits, for in most sends nobody does; that is 0.3 kB less.
    private SortedSet<Retry>? waiting;

    // Put aside, and not to be taken before interceptors and handlers are told.
    private Queue<Retry[]>? untold;

    // In the hands of those who are told.
    private List<Retry[]>? beingTold;

    // Taken for calls that are not handed over yet.
    private List<MsgBatchSendResult[]>? outgoing;

    // Made for the first pause.
    private Backoff? backoff;

    // Made with the first wait, and when it fires.
    private ITimer? timer;
    private long armedFor = NotArmed;

    // What the feed waits on, if it does.
    private TaskCompletionSource<bool>? waker;

    private long added;
    private bool disposed;

    /// <summary>Whether the send is over.</summary>
    public bool IsDisposed
    {
        get
        {
            AssertGate();
            return disposed;
        }
    }

    /// <summary>How many identifiers wait, those in calls that are not handed over yet left out.</summary>
    public int Count { get; private set; }

    /// <summary>Completes when there may be something to take, or the send is over. To be asked for in the same lock as
    /// <see cref="TryTake"/>, so that nothing that comes in between is missed.</summary>
    public Task Woken
    {
        get
        {
            AssertGate();
            if (disposed)
                return Task.CompletedTask;
            waker ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return waker.Task;
        }
    }

    /// <summary>What a result becomes that is put aside until its identifier is tried again.</summary>
    public Retry PutAside(MsgBatchSendResult last, RepeatStamp stamp, long due) => new(last, stamp, due, added++);

    /// <summary>When the n-th pause in a row of an identifier, beginning now, is over, as a timestamp.</summary>
    public long EndOfPause(int pause, RetryOptions options)
    {
        AssertGate();
        return (backoff ??= new Backoff(options.FirstDelay, options.MaxDelay, time)).EndOf(pause);
    }

    /// <summary>Lets identifiers wait.</summary>
    /// <param name="retries">Who.</param>
    /// <param name="tell">Whether someone is told first: <see cref="TryTakeUntold"/>.</param>
    public void Add(Retry[] retries, bool tell)
    {
        AssertGate();
        if (disposed)
            return;
        Count += retries.Length;
        if (tell)
            (untold ??= new()).Enqueue(retries);
        else
            Enqueue(retries);
    }

    /// <summary>Takes what someone is to be told of, to be given back by <see cref="Told"/>.</summary>
    public bool TryTakeUntold([NotNullWhen(true)] out Retry[]? retries)
    {
        AssertGate();
        retries = untold is { Count: > 0 } ? untold.Dequeue() : null;
        if (retries is null)
            return false;
        (beingTold ??= []).Add(retries);
        return true;
    }

    public void Told(Retry[] retries)
    {
        AssertGate();
        // Unless it was given up meanwhile.
        if (beingTold?.Remove(retries) == true)
            Enqueue(retries);
    }

    /// <summary>
    /// Fills an empty draft with what is due and may go in one call: as much as fits, all with the stamp of the first. Null if nothing is
    /// due; then the feed is woken when something is. <see cref="HandedOver"/> follows.
    /// </summary>
    public MsgBatchSendResult[]? TryTake(CallDraft draft, out RepeatStamp stamp)
    {
        AssertGate();
        stamp = default;
        if (waiting is null or { Count: 0 })
            return null;
        var now = time.GetTimestamp();
        var taken = new List<Retry>();
        foreach (var retry in waiting)
        {
            if (retry.Due > now || draft.IsFull)
                break;
            if ((taken.Count == 0 || taken[0].Stamp == retry.Stamp) && draft.TryAdd(retry.Last.Identifier))
                taken.Add(retry);
        }
        if (taken.Count == 0)
        {
            if (armedFor == NotArmed)
                Arm(waiting.Min.Due);
            return null;
        }
        foreach (var retry in taken)
            waiting.Remove(retry);
        Count -= taken.Count;
        stamp = taken[0].Stamp;
        var last = taken.ConvertAll(static retry => retry.Last).ToArray();
        (outgoing ??= []).Add(last);
        return last;
    }

    /// <summary>What was taken for one call goes in two.</summary>
    public void Cut(MsgBatchSendResult[] taken, MsgBatchSendResult[] first, MsgBatchSendResult[] rest)
    {
        AssertGate();
        // Unless it was given up meanwhile.
        if (outgoing?.Remove(taken) == true)
            outgoing.AddRange([first, rest]);
    }

    /// <summary>What was taken is in flight, or has its result; false if it was given up meanwhile.</summary>
    public bool HandedOver(MsgBatchSendResult[] taken)
    {
        AssertGate();
        return outgoing?.Remove(taken) == true;
    }

    /// <summary>Empties the queue of all that is not in flight, and gives their last results.</summary>
    public MsgBatchSendResult[] GiveUp()
    {
        AssertGate();
        if (waiting is null && untold is null && beingTold is null)
            return [];
        IEnumerable<Retry[]> told = [.. beingTold ?? [], .. untold ?? []];
        MsgBatchSendResult[] last =
        [
            .. (outgoing ?? []).SelectMany(static retries => retries),
            .. (waiting ?? []).Concat(told.SelectMany(static retries => retries)).Select(static retry => retry.Last),
        ];
        (outgoing, waiting, beingTold, untold) = (null, null, null, null);
        Count = 0;
        return last;
    }

    public void Dispose()
    {
        AssertGate();
        disposed = true;
        timer?.Dispose();
        Wake();
    }

    private void Enqueue(Retry[] retries)
    {
        foreach (var retry in retries)
        {
            (waiting ??= new(Retry.ByDue)).Add(retry);
            if (retry.Due <= time.GetTimestamp())
                Wake();
            else if (retry.Due < armedFor)
                Arm(retry.Due);
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

    private void AssertGate() => Debug.Assert(Monitor.IsEntered(gate), "The send's lock guards the queue.");
}
