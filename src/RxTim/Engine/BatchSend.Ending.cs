using System.Diagnostics;

namespace RxTim;

// The ends of a send: completed, stopped by an error, drained or cancelled, and the waiting until nothing of it runs.
internal sealed partial class BatchSend
{
    /// <summary>Waits, within the client's bound, until nothing of this send is running after its end.</summary>
    public ValueTask WhenDoneAsync() => context.WhenDoneAsync(this);

    /// <summary>Waits until nothing of an ended send is running, no longer than until the bound is over.</summary>
    /// <param name="bound">How long at most.</param>
    /// <param name="fromInside">Whether what waits was called by a send: two that wait for each other would wait for ever.</param>
    /// <returns>False if something is still running.</returns>
    public async ValueTask<bool> WhenDoneAsync(Patience bound, bool fromInside)
    {
        var done = fromInside ? Task.WhenAny(Work.Done, FromInside.Task) : Work.Done;
        if (Work.IsDone || await bound.OutlastsAsync(done).ConfigureAwait(false))
            return true;
        deliveries?.Abandon();
        return false;
    }

    /// <summary>What this send called disposes the client.</summary>
    public void DisposesFromInside() => FromInside.TrySetResult(true);

    private TaskCompletionSource<bool> FromInside
    {
        get
        {
            var made = Volatile.Read(ref disposesFromInside);
            if (made is not null)
                return made;
            made = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            return Interlocked.CompareExchange(ref disposesFromInside, made, null) ?? made;
        }
    }

    /// <summary>Ends without a word: nobody listens any longer.</summary>
    public void Cancel()
    {
        deliveries?.Leave();
        EndAll(() =>
        {
            retries.GiveUp();
            deliveries?.Cancel();
        });
    }

    /// <summary>Ends with an error, after the results that have arrived.</summary>
    /// <param name="code">The error's code.</param>
    /// <param name="message">What happened.</param>
    /// <param name="inner">The exception behind it, if any.</param>
    /// <param name="by">The call on which the stop was reported.</param>
    /// <param name="isRefused">Whether nothing was sent with that call.</param>
    /// <returns>False if the send had ended before.</returns>
    public bool Stop(int code, string message, Exception? inner = null, CallInFlight? by = null, bool isRefused = false) => EndAll(() =>
    {
        var unsent = new List<OpenIdentifier>();
        var unanswered = new List<OpenIdentifier>();
        foreach (var call in inFlight.All)
        {
            var nothingSent = (call == by && isRefused) || call.Call.IsHeld;
            foreach (var position in call.Call.CloseInLock())
            {
                var open = nothingSent && !call.Slots.IsInDoubt(position) ? unsent : unanswered;
                open.Add(new OpenIdentifier(call.Call.Identifiers[position], call.Call.OrdinalOf(position)));
            }
        }
        GiveUpRetries();
        sink.End(SendError.Make(code, message, inner, attempted, answered, unsent, unanswered));
    }, by);

    /// <summary>Ends with the error of an interceptor. It is told elsewhere if the send has ended already.</summary>
    public void Stop(InterceptorException failure)
    {
        if (!Stop(failure.Code, failure.Message, failure.InnerException))
            Report(failure.Thrown);
    }

    /// <summary>Ends early: nothing more is handed over, and it completes when what is in flight is answered.</summary>
    public void Drain()
    {
        if (!Work.Enter())
            return;
        FeedEnded(null);
        Exit();
    }

    /// <summary>No call will follow, but what is in flight may still be answered.</summary>
    public void FeedEnded((int, string, Exception)? failure)
    {
        lock (Gate)
        {
            if (phase >= Phase.Stopping)
                return;
            phase = Phase.Stopping;
            fault ??= failure;
            GiveUpRetries();
            CompleteIfDone();
        }
        ReleaseSource();
        sink.Flush();
    }

    // No new identifier will follow.
    private void SourceEnded(Exception? failure)
    {
        lock (Gate)
        {
            if (phase >= Phase.Stopping)
                return;
            phase = Phase.Draining;
            if (failure is not null)
                fault = SendError.OfSource(failure);
            CompleteIfDone();
        }
        sink.Flush();
    }

    // Ends in whatever way, unless it has ended; what waits for the source or for room is let go in any case. The call on which the end was
    // reported may not be in flight yet. False if the send had ended.
    private bool EndAll(Action endInLock, CallInFlight? by = null)
    {
        if (!Work.Enter())
            return false;
        CallInFlight[] calls = [];
        bool ends;
        lock (Gate)
        {
            ends = phase != Phase.Ended;
            if (ends)
            {
                calls = by is { IsInFlight: false, Call.IsOver: false } ? [.. inFlight.All, by] : [.. inFlight.All];
                endInLock();
                foreach (var call in calls)
                    call.Call.CloseInLock();
                End();
            }
        }
        foreach (var call in calls)
        {
            Abort(call);
            call.Release();
        }
        ReleaseSource();
        sink.Flush();
        Exit();
        return ends;
    }

    private void Abort(CallInFlight call)
    {
        CallingOut.Enter(this);
        call.Call.Abort(Report);
        CallingOut.Leave();
    }

    private void CompleteIfDone()
    {
        if (phase < Phase.Draining || phase == Phase.Ended || answered != made)
            return;
        sink.End(fault is var (code, message, inner) ? SendError.Make(code, message, inner, attempted, answered, [], []) : null);
        End();
    }

    private void End()
    {
        Debug.Assert(Monitor.IsEntered(Gate), "A send ends inside its lock.");
        phase = Phase.Ended;
        inFlight.Dispose();
        retries.Dispose();
        // Whoever ends it is at work here, so this is not the last.
        Work.Exit();
    }

    // Ends the waiting for room and for the source. Outside the lock, for the source's own code may run.
    private void ReleaseSource() => UnhandledExceptions.TryRun(ending.Cancel, Report);
}
