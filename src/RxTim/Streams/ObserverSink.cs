namespace RxTim;

/// <summary>
/// The push face of a send: hands results to an observer, one at a time, on whichever thread brings them. A thread that finds another
/// at it leaves its results in the queue and returns.
/// </summary>
internal sealed class ObserverSink(IObserver<MsgBatchSendResult> observer) : IResultSink, IDisposable
{
    private readonly object gate = new();
    private readonly Queue<ResultSegment> arrived = new();

    // Whether a thread is calling the observer.
    private bool delivering;

    // What comes after the queue: the end, with or without an error, and whether it was told.
    private bool ended;
    private bool endTold;
    private TimException? error;

    // Nobody listens any longer. Read before each result.
    private volatile bool unsubscribed;

    private BatchSend? send;

    /// <summary>Starts the send that this is the face of.</summary>
    public IDisposable Start(BatchSend ofSend)
    {
        send = ofSend;
        ofSend.Start();
        return this;
    }

    public void Add(ResultSegment segment)
    {
        lock (gate)
            arrived.Enqueue(segment);
    }

    public void End(TimException? error)
    {
        lock (gate)
        {
            ended = true;
            this.error = error;
        }
    }

    public void Flush()
    {
        var delivers = false;
        try
        {
            while (TryTake(ref delivers, out var segment))
                Deliver(segment);
        }
        catch (Exception thrown)
        {
            // The thread may be the backend's own, and whoever subscribed is gone from its stack: the send ends here and the
            // exception goes to where unhandled ones are told. `delivering` stays: the observer is not called again.
            Dispose();
            UnhandledExceptions.Report(thrown);
        }
    }

    public void Dispose()
    {
        unsubscribed = true;
        send?.Cancel();
    }

    private void Deliver(in ResultSegment segment)
    {
        if (segment.Results is null)
        {
            if (error is null)
                observer.OnCompleted();
            else
                observer.OnError(error);
            return;
        }
        // Nothing but the call is left to do for each result: with these two read from memory each time it took a third more.
        var listener = observer;
        foreach (var result in segment.Results.AsSpan(0, segment.Count))
        {
            // Results that nobody takes keep their place: who unsubscribes tells the send last, and until it knows, a free place would
            // let another call out.
            if (unsubscribed)
                return;
            listener.OnNext(result);
        }
        send!.Consumed(segment);
    }

    // Gives the thread that delivers what comes next, the end as a segment without results. It stops delivering when there is nothing,
    // inside the lock, so that a thread that brings more either sees its results taken here or delivers them itself.
    private bool TryTake(ref bool delivers, out ResultSegment next)
    {
        lock (gate)
        {
            next = default;
            if (delivering && !delivers)
                return false;
            delivering = delivers = true;
            if (!unsubscribed)
            {
                if (arrived.Count > 0)
                {
                    next = arrived.Dequeue();
                    return true;
                }
                if (ended && !endTold)
                {
                    endTold = true;
                    return true;
                }
            }
            delivering = false;
            return false;
        }
    }
}
