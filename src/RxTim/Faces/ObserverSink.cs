namespace RxTim;

/// <summary>
/// The push face of a send: hands results to an observer, one at a time, on whichever thread brings them. A thread that finds another
/// at it leaves its results in the queue and returns.
/// </summary>
internal sealed class ObserverSink(IObserver<MsgBatchSendResult> observer) : IResultSink, IDisposable
{
    // What is to be told, in order. Without a lock, which would be taken three times for each segment: 0.06 µs less, half of what an
    // observer that does nothing costs for 100 results.
    private readonly SegmentQueue arrived = new();

    // Whether nothing follows, what the end says, and whether the observer was told: only who delivers tells.
    private volatile bool ended;
    private TimException? error;
    private bool toldOfEnd;

    // 1 while a thread is calling the observer, and for ever after the observer threw.
    private int delivering;

    // Nobody listens any longer. Read before each result.
    private volatile bool unsubscribed;

    private BatchSend? send;

    private bool HasNews => !unsubscribed && (!arrived.IsEmpty || (ended && !Volatile.Read(ref toldOfEnd)));

    /// <summary>Starts the send that this is the face of.</summary>
    public IDisposable Start(BatchSend ofSend)
    {
        send = ofSend;
        ofSend.Start();
        return this;
    }

    public void Add(ResultSegment segment) => arrived.Add(segment);

    public void End(TimException? error)
    {
        this.error = error;
        ended = true;
    }

    public void Flush()
    {
        try
        {
            // A thread that finds another at it leaves only after its results are in the queue, and the other looks there once more after
            // it has stopped: one of them sees the results, for both exchanges are full fences.
            while (HasNews && Interlocked.Exchange(ref delivering, 1) == 0)
            {
                CallingOut.Enter(send!);
                try
                {
                    DeliverAll();
                }
                finally
                {
                    CallingOut.Leave();
                }
                Interlocked.Exchange(ref delivering, 0);
            }
        }
        catch (Exception thrown)
        {
            // The thread may be the backend's own, and whoever subscribed is gone from its stack: the send ends here and the
            // exception goes to where unhandled ones are told. `delivering` stays: the observer is not called again.
            Dispose();
            send!.Report(thrown);
        }
    }

    public void Dispose()
    {
        unsubscribed = true;
        send?.Cancel();
    }

    private void DeliverAll()
    {
        while (!unsubscribed)
        {
            // Asked before the queue is: what was added before the end is in it.
            var isLast = ended;
            if (arrived.TryTake(out var segment))
            {
                Deliver(segment);
                continue;
            }
            if (isLast && !toldOfEnd)
                TellOfEnd();
            return;
        }
    }

    private void Deliver(in ResultSegment segment)
    {
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

    private void TellOfEnd()
    {
        Volatile.Write(ref toldOfEnd, true);
        if (error is null)
            observer.OnCompleted();
        else
            observer.OnError(error);
    }
}
