using System.Diagnostics;

namespace RxTim;

/// <summary>
/// One running send: identifiers are pulled and packed into calls, calls are handed over while there is room, and what comes back goes
/// to the sink. It ends once: completed, stopped by an error, or cancelled.
/// </summary>
/// <remarks>
/// Back-pressure: a call holds one of <see cref="room"/>'s places from before its identifiers are pulled until the consumer has taken
/// its last result. Locks are taken in the order call, send; consumer, transport and source run outside both.
/// </remarks>
internal sealed class BatchSend
{
    public const string ClientDisposed = "The client was disposed while the send was running.";

    private readonly object gate = new();
    private readonly SendContext context;
    private readonly IResultSink sink;
    private readonly IAsyncEnumerable<string> identifiers;
    private readonly bool streamed;
    private readonly SemaphoreSlim room;
    private readonly CallsInFlight inFlight;
    private readonly CancellationTokenSource ending = new();

    // The same for all calls, so that an identifier that is tried again keeps its stamp; where an identifier may be sent to twice on
    // purpose, each call has its own instead.
    private readonly RepeatStamp stamp;

    // Identifiers handed over, and how many of them have their result in the sink.
    private long attempted;
    private long answered;

    // No call will follow: the source is at its end, or something failed that each call needs, and that is told once the calls in
    // flight are answered.
    private bool sourceEnded;
    private (int Code, string Message, Exception Inner)? fault;

    // Stopping: no call goes out, but results that are just being decoded still count. Ended: nothing counts any longer.
    private bool stopping;
    private bool ended;

    public BatchSend(SendContext context, SendRequest request, IAsyncEnumerable<string> identifiers, bool streamed, IResultSink sink)
    {
        this.context = context;
        this.identifiers = identifiers;
        this.streamed = streamed;
        this.sink = sink;
        Request = request;
        stamp = RepeatStamp.For(request.Param.Message);
        room = new SemaphoreSlim(context.ConcurrentCalls);
        inFlight = new CallsInFlight(context.Options.TimeProvider, context.Options.ResultTimeout, Expire);
    }

    public SendRequest Request { get; }

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
    public void Add(ResultSegment segment, bool callIsOver)
    {
        IDisposable? lease = null;
        lock (gate)
        {
            if (ended)
                return;
            if (callIsOver)
            {
                inFlight.Remove(segment.Call);
                lease = segment.Call.InFlightLease;
            }
            answered += segment.Count;
            Debug.Assert(answered <= attempted, "Each identifier is answered once.");
            sink.Add(segment);
            CompleteIfDone();
        }
        lease?.Dispose();
    }

    /// <summary>Lets the consumer have what was taken.</summary>
    public void Flush() => sink.Flush();

    /// <summary>The consumer took so many of a call's results.</summary>
    public void Consumed(in ResultSegment segment)
    {
        if (segment.Call.Consumed(segment.Count))
            room.Release();
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
        IReadOnlyList<string> refusedIdentifiers = [];
        var unanswered = new List<string>();
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
            sink.End(Error(code, message, null, refusedIdentifiers, unanswered));
            End();
        }
        ReleaseSource();
        Flush();
    }

    public void StopRefused(MsgBatchCall call, int code, string desc) =>
        Stop(code, $"The backend refused a call of {call.Identifiers.Count} identifiers with a code that holds for every call: {desc}", call);

    private async Task RunAsync()
    {
        (int, string, Exception)? found = null;
        try
        {
            var packer = new CallPacker(identifiers.GetAsyncEnumerator(ending.Token), context, Request, streamed);
            await using (packer.ConfigureAwait(false))
            {
                while (await NextCallAsync(packer).ConfigureAwait(false) is { } call)
                    HandOver(call);
            }
            if (packer.Fault is not null)
                found = SourceFailed(packer.Fault);
        }
        catch (CallLimiterException failed)
        {
            found = (TimErrorCodes.SdkInternalError, failed.Message, failed.InnerException!);
        }
        catch (Exception thrown)
        {
            // Once the send has ended, this is how the source or the wait for room says so, and nobody is left to tell.
            found = SourceFailed(thrown);
        }

        lock (gate)
        {
            sourceEnded = true;
            fault = found;
            CompleteIfDone();
        }
        Flush();

        static (int, string, Exception) SourceFailed(Exception thrown) =>
            (TimErrorCodes.InvalidParameters, $"The identifier source failed: {thrown.Message}", thrown);
    }

    private async ValueTask<MsgBatchCall?> NextCallAsync(CallPacker packer)
    {
        await room.WaitAsync(ending.Token).ConfigureAwait(false);
        var identifiers = await packer.NextAsync(ending.Token).ConfigureAwait(false);
        if (identifiers is null)
            return null;
        var lease = await context.InFlight.EnterAsync(identifiers.Length, ending.Token).ConfigureAwait(false);
        try
        {
            await CallLimit.WaitAsync(context.Options, ending.Token).ConfigureAwait(false);
        }
        catch
        {
            lease?.Dispose();
            throw;
        }
        return new MsgBatchCall(this, Request, identifiers, attempted)
        {
            InFlightLease = lease,
            Stamp = context.Options.Duplicates == DuplicateIdentifiers.SendOnce ? stamp : RepeatStamp.For(Request.Param.Message),
        };
    }

    private void HandOver(MsgBatchCall call)
    {
        lock (gate)
        {
            // A client that is being disposed stops its sends one after the other, and each makes room for the next.
            if (stopping || context.IsDisposed)
            {
                call.InFlightLease?.Dispose();
                return;
            }
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
        if (!sourceEnded || answered != attempted || stopping)
            return;
        sink.End(fault is var (code, message, inner) ? Error(code, message, inner, [], []) : null);
        End();
    }

    private void End()
    {
        ended = true;
        inFlight.Dispose();
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

    private TimException Error(int code, string message, Exception? inner, IReadOnlyList<string> refused, IReadOnlyList<string> unanswered) =>
        new(code, $"{message} {Counts(refused.Count, unanswered.Count)}", inner)
        {
            Attempted = attempted,
            Answered = answered,
            Refused = refused,
            Unanswered = unanswered,
        };

    private string Counts(int refused, int unanswered) =>
        $"{attempted} identifiers were handed over: {answered} have their result, {refused} were refused, {unanswered} are without an answer. None after them was attempted.";
}
