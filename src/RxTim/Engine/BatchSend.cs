using System.Diagnostics;

namespace RxTim;

/// <summary>
/// One running send: the feed makes calls while there is room, they are handed over, and what comes back goes to the sink, or waits to
/// be tried again. It ends once: completed, stopped by an error, or cancelled.
/// </summary>
/// <remarks>Locks are taken in the order call, send, retries or throttle; consumer, transport and source run outside all.</remarks>
internal sealed class BatchSend
{
    public const string ClientDisposed = "The client was disposed while the send was running.";

    private readonly object gate = new();
    private readonly SendContext context;
    private readonly IResultSink sink;
    private readonly CallFeed feed;
    private readonly CallsInFlight inFlight;
    private readonly RetryRules rules;
    private readonly RetryQueue retries;
    private readonly CancellationTokenSource ending = new();

    // Identifiers handed over, however often, and how many of them have their result in the sink.
    private long attempted;
    private long answered;

    // No identifier will follow: the source is at its end. What went wrong meanwhile is told once those handed over have their result.
    private bool sourceEnded;
    private (int Code, string Message, Exception Inner)? fault;

    // Nor will any call: each result is final.
    private bool feedEnded;

    // Stopping: no call goes out, but results that are just being decoded still count. Ended: nothing counts any longer.
    private bool stopping;
    private bool ended;

    public BatchSend(SendContext context, SendRequest request, IAsyncEnumerable<string> identifiers, IResultSink sink)
    {
        this.context = context;
        this.sink = sink;
        retries = new RetryQueue(context.Options.TimeProvider);
        rules = new RetryRules(context.Options.Retry, retries, context.Throttle, context.Options.TimeProvider);
        feed = new CallFeed(this, context, request, identifiers, retries);
        inFlight = new CallsInFlight(context.Options.TimeProvider, context.Options.ResultTimeout, Expire);
    }

    /// <summary>What this send's results know it by: not the send itself, which would keep its consumer alive.</summary>
    public object Identity { get; } = new();

    /// <summary>Starts sending, on the thread pool: a consumer that stops at the first result must have been given the means to stop
    /// by then, and a synchronous backend must not keep the caller.</summary>
    public void Start()
    {
        if (context.TryAdd(this))
            _ = Task.Run(RunAsync);
        else
            Stop(TimErrorCodes.NotInitialized, "The client is disposed.", null);
    }

    /// <summary>Takes a call's results. Called inside the call's lock; <see cref="Flush"/> follows outside it.</summary>
    public void Add(MsgBatchCall call, MsgBatchSendResult[] results, int count, bool callIsOver)
    {
        IDisposable? lease = null;
        var final = count;
        lock (gate)
        {
            if (ended)
                return;
            if (callIsOver)
            {
                inFlight.Remove(call);
                lease = call.InFlightLease;
            }
            if (!stopping && !feedEnded)
                final = rules.KeepFinal(call, results, count);
            Give(call, results, final);
            CompleteIfDone();
        }
        lease?.Dispose();
        Consumed(call, count - final);
    }

    /// <summary>The backend is not to be called for a time.</summary>
    public void PauseFor(TimeSpan pause) => context.Throttle.PauseFor(pause);

    /// <summary>Lets the consumer have what was taken.</summary>
    public void Flush() => sink.Flush();

    /// <summary>The consumer took so many of a call's results.</summary>
    public void Consumed(in ResultSegment segment) => Consumed(segment.Call, segment.Count);

    /// <summary>The source is at its end, be it that it failed.</summary>
    public void SourceEnded(Exception? failure)
    {
        lock (gate)
        {
            sourceEnded = true;
            if (failure is not null)
                fault = SendError.OfSource(failure);
            CompleteIfDone();
        }
        Flush();
    }

    /// <summary>Ends without a word: nobody listens any longer.</summary>
    public void Cancel()
    {
        List<MsgBatchCall> calls;
        lock (gate)
        {
            if (ended)
                return;
            stopping = true;
            End();
            calls = inFlight.TakeAll();
        }
        foreach (var call in calls)
            call.Close();
        ReleaseSource();
    }

    /// <summary>Ends with an error, after the results that have arrived.</summary>
    public void Stop(int code, string message, MsgBatchCall? refused)
    {
        List<MsgBatchCall> calls;
        lock (gate)
        {
            if (stopping || ended)
                return;
            stopping = true;
            calls = inFlight.TakeAll();
        }

        // Outside the send's lock, for a call's lock comes first. A result is decoded and counted inside its call's lock, so each
        // identifier is either counted as answered or found unanswered here.
        IReadOnlyList<OpenIdentifier> refusedIdentifiers = [];
        var unanswered = new List<OpenIdentifier>();
        foreach (var call in calls)
        {
            var open = call.Close();
            if (call == refused)
                refusedIdentifiers = open;
            else
                unanswered.AddRange(open);
        }

        lock (gate)
        {
            if (ended)
                return;
            GiveUpRetries();
            sink.End(SendError.Make(code, message, null, attempted, answered, refusedIdentifiers, unanswered));
            End();
        }
        ReleaseSource();
        Flush();
    }

    private async Task RunAsync()
    {
        (int, string, Exception)? failure = null;
        try
        {
            await using (feed.ConfigureAwait(false))
                await HandOverAllAsync().ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            // Once the send has ended, this is how the waits for room and the like say so, and nobody is left to tell.
            failure = SendError.OfSource(thrown);
        }
        FeedEnded(failure);
    }

    private async ValueTask HandOverAllAsync()
    {
        try
        {
            while (await feed.NextAsync(ending.Token).ConfigureAwait(false) is { } call && HandOver(call))
            {
            }
        }
        catch (CallLimiterException failed)
        {
            // Told here, for the feed's disposal waits for what the source is asked, and that may never be answered.
            FeedEnded((TimErrorCodes.SdkInternalError, failed.Message, failed.InnerException!));
            ReleaseSource();
        }
    }

    // No call will follow.
    private void FeedEnded((int, string, Exception)? failure)
    {
        lock (gate)
        {
            if (ended)
                return;
            sourceEnded = true;
            feedEnded = true;
            fault ??= failure;
            GiveUpRetries();
            CompleteIfDone();
        }
        Flush();
    }

    // False if the send is stopping.
    private bool HandOver(MsgBatchCall call)
    {
        // A client that is being disposed stops its sends one after the other, and the room that one frees is not for the next to use.
        if (context.IsDisposed)
            Stop(TimErrorCodes.Interrupted, ClientDisposed, null);
        lock (gate)
        {
            if (stopping)
            {
                call.InFlightLease?.Dispose();
                return false;
            }
            if (call.IsRetry)
                retries.HandedOver();
            else
                attempted += call.Identifiers.Count;
            inFlight.Add(call);
        }
        try
        {
            context.Transport.Send(call);
        }
        catch (Exception thrown)
        {
            call.Lose($"the transport failed while it took the call: {thrown.Message}");
        }
        return true;
    }

    // Those that wait to be tried again have the result that they have.
    private void GiveUpRetries()
    {
        var last = retries.GiveUp();
        Give(null, last, last.Length);
    }

    private void Give(MsgBatchCall? call, MsgBatchSendResult[] results, int count)
    {
        if (count == 0)
            return;
        answered += count;
        Debug.Assert(answered <= attempted, "Each identifier is answered once.");
        sink.Add(new ResultSegment(call, results, count));
    }

    private void Consumed(MsgBatchCall? call, int count)
    {
        if (count > 0 && call?.Consumed(count) == true)
            feed.FreePlace();
    }

    private void Expire()
    {
        List<MsgBatchCall> expired;
        lock (gate)
        {
            if (ended)
                return;
            expired = inFlight.Expired();
        }
        foreach (var call in expired)
            call.Expire(context.Options.ResultTimeout);
    }

    private void CompleteIfDone()
    {
        if (!sourceEnded || answered != attempted || stopping || ended)
            return;
        sink.End(fault is var (code, message, inner) ? SendError.Make(code, message, inner, attempted, answered, [], []) : null);
        End();
    }

    private void End()
    {
        ended = true;
        inFlight.Dispose();
        retries.Dispose();
        context.Remove(this);
    }

    // Ends the waiting for room and for the source. Outside the lock, for the source's own code may run.
    private void ReleaseSource()
    {
        try
        {
            ending.Cancel();
        }
        catch (AggregateException thrown)
        {
            UnhandledExceptions.Report(thrown);
        }
    }
}
