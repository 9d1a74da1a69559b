using System.Diagnostics;

namespace RxTim;

// What a send does with each of its calls: hands it over, takes its results, ends the waiting for it.
internal sealed partial class BatchSend
{
    /// <summary>Says that the call is handed over now, unless the send is stopping or an interceptor refused the call; then it is
    /// dropped.</summary>
    public bool TryHandOver(CallInFlight call)
    {
        // A client that is being disposed stops its sends one after the other, and the room that one frees is not for the next to use.
        if (context.IsDisposed)
            Stop(TimErrorCodes.Interrupted, ClientDisposed);
        lock (Gate)
        {
            if (phase < Phase.Stopping && !call.Call.IsOver)
            {
                call.HandOver(context.Options.TimeProvider.GetTimestamp());
                CountAttempt(call);
                inFlight.Add(call);
            }
        }
        if (!call.IsHandedOver)
            Drop(call);
        return call.IsHandedOver;
    }

    /// <summary>Hands the call to the transport.</summary>
    public void HandOver(CallInFlight call)
    {
        CallingOut.Enter(this);
        try
        {
            if (call.Call.Watch is { } watch)
                watch.Send(context.Transport, call.Call);
            else
                context.Transport.Send(call.Call);
        }
        catch (Exception thrown)
        {
            call.Call.Lose($"the transport failed while it took the call: {thrown.Message}");
        }
        finally
        {
            CallingOut.Leave();
        }
    }

    /// <summary>A call will not be handed over. Unless it was refused, and its results are on their way, nobody waits for it any
    /// longer.</summary>
    public void Drop(CallInFlight call)
    {
        bool nobodyWaits;
        lock (Gate)
        {
            nobodyWaits = call.Call.CloseInLock().Length > 0;
            if (nobodyWaits && !call.Call.IsRetry)
                made -= call.Count;
            CompleteIfDone();
        }
        if (nobodyWaits)
            Abort(call);
        call.Release();
        handOvers?.TellNotHandedOver(call);
        sink.Flush();
    }

    /// <summary>Looks at a failure before it is taken.</summary>
    public void Judge(MsgBatchSendResult result)
    {
        CallingOut.Enter(this);
        context.RetryRules.Judge(result);
        CallingOut.Leave();
    }

    /// <summary>Takes a call's results. Inside the lock; <see cref="Flush"/> follows outside it.</summary>
    public void Take(CallInFlight call, MsgBatchSendResult[] results, int count, bool callIsOver)
    {
        Debug.Assert(Monitor.IsEntered(Gate), "Results are taken inside the send's lock.");
        if (phase == Phase.Ended || (phase == Phase.Stopping && !call.IsHandedOver && call.Call.IsRetry))
            return;
        if (callIsOver)
            inFlight.Remove(call);
        var final = count;
        if (!call.IsHandedOver)
            results = Refused(call, results);
        else if (phase < Phase.Stopping)
            final = context.RetryRules.KeepFinal(retries, results, count, call.Call.Stamp, call.HandedOverAt, TellsOfRetries);
        Give(call, results, final);
        Consumed(call, count - final);
        CompleteIfDone();
    }

    /// <summary>Passes on what was taken of a call.</summary>
    public void Flush(CallInFlight call)
    {
        if (call.Call.IsOver)
            call.Release();
        if (TellsOfRetries)
            TellOfRetries();
        sink.Flush();
    }

    /// <summary>The consumer took so many of a call's results.</summary>
    public void Consumed(in ResultSegment segment) => Consumed(segment.Call, segment.Count);

    // An interceptor refused the call, so nothing of it was handed over. Who was tried before keeps what came of that.
    private MsgBatchSendResult[] Refused(CallInFlight call, MsgBatchSendResult[] results)
    {
        CountAttempt(call);
        if (call.Slots.Earlier is { } earlier)
            return earlier;
        foreach (var result in results)
            result.WasNotHandedOver();
        return results;
    }

    // Not where the send gave up a retry that was on its way: then it has its result.
    private void CountAttempt(CallInFlight call)
    {
        if (call.Slots.Earlier is { } earlier)
            retries.HandedOver(earlier);
        else
            attempted += call.Count;
    }

    private void TellOfRetries()
    {
        while (true)
        {
            Retry[]? aside;
            TaskCompletionSource<bool>? telling;
            lock (Gate)
            {
                if (!retries.TryTakeUntold(out aside))
                    return;
                telling = handOvers?.BeginTelling();
            }
            var results = Array.ConvertAll(aside, static retry => retry.Last);
            CallingOut.Enter(this);
            handOvers?.TellOfRetries(results, telling!);
            foreach (var result in results)
                UnhandledExceptions.TryRun(() => context.Options.Retry.OnRetry?.Invoke(result), Report);
            CallingOut.Leave();
            lock (Gate)
                retries.Told(aside);
        }
    }

    // Those that wait for their retry have the result that they have.
    private void GiveUpRetries()
    {
        var last = retries.GiveUp();
        Give(null, last, last.Length);
    }

    private void Give(CallInFlight? call, MsgBatchSendResult[] results, int count)
    {
        if (count == 0)
            return;
        for (var i = 0; i < count; i++)
        {
            if (results[i] is { IsDoubted: true, Outcome: SendOutcome.Failed } failure)
                results[i] = failure.AsDoubt();
        }
        answered += count;
        Debug.Assert(answered <= made, "Each identifier is answered once.");
        sink.Add(new ResultSegment(call, results, count));
    }

    private void Consumed(CallInFlight? call, int count)
    {
        if (count > 0 && call?.Consumed(count) == true)
            feed.FreePlace();
    }

    /// <summary>The time for an answer may be over: the timer of the calls in flight fired.</summary>
    public void Expire()
    {
        if (!Work.Enter())
            return;
        List<CallInFlight> expired;
        lock (Gate)
            expired = phase == Phase.Ended ? [] : inFlight.Expired();
        foreach (var call in expired)
            call.Call.Expire(context.Options.ResultTimeout, Report);
        Exit();
    }
}
