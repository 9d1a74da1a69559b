using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace RxTim;

/// <summary>
/// One running send, which is a line: the feed says what the next call is, the call is made and handed over, what comes back goes to the
/// sink or waits for its retry. It ends once: completed, stopped by an error, or cancelled.
/// </summary>
/// <remarks>One lock, <see cref="Gate"/>, guards its state, the calls' open identifiers, the calls in flight and the retries. Consumer,
/// transport, source, interceptors and predicates run outside it.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "What it owns is disposed of where the send ends; `ending` has no timer and no links.")]
internal sealed partial class BatchSend
{
    public const string ClientDisposed = "The client was disposed while the send was running.";

    private readonly SendContext context;
    private readonly CallContent content;
    private readonly IResultSink sink;
    private readonly bool callerWaits;
    private readonly Deliveries? deliveries;
    private readonly HandOvers? handOvers;
    private readonly CallFeed feed;
    private readonly CallsInFlight inFlight;
    private readonly RetryRules rules;
    private readonly RetryQueue retries;
    private readonly CancellationTokenSource ending = new();

    // All that the source is asked.
    private readonly AwaitedStep source;

    private readonly TaskCompletionSource<bool> disposesFromInside = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Phase phase;

    // Identifiers in calls that were made, that were handed over, however often, and that have their result in the sink.
    private long made;
    private long attempted;
    private long answered;

    // What went wrong with the feed, told once those handed over have their result.
    private (int Code, string Message, Exception Inner)? fault;

    public BatchSend(SendContext context, CallContent content, IAsyncEnumerable<string> identifiers, IResultSink sink)
    {
        this.context = context;
        this.content = content;
        this.sink = sink;
        callerWaits = sink.CallerWaits;
        var time = context.Options.TimeProvider;
        source = new AwaitedStep(this);
        retries = new RetryQueue(Gate, time);
        rules = new RetryRules(context.Options, retries, context.Throttle);
        feed = new CallFeed(Gate, context, content, identifiers, retries);
        inFlight = new CallsInFlight(time, context.Options.ResultTimeout, Expire);
        if (context.Interceptors is { Count: > 0 } interceptors)
        {
            var sessions = new SendSessions(interceptors, this);
            handOvers = new HandOvers(sessions, this, ending.Token);
            this.sink = deliveries = new Deliveries(sink, sessions, handOvers, this);
        }
    }

    private enum Phase
    {
        /// <summary>New identifiers may follow.</summary>
        Sending,

        /// <summary>The source is at its end; what waits for its retry is still handed over.</summary>
        Draining,

        /// <summary>Nothing more is handed over; what is in flight may still be answered.</summary>
        Stopping,

        /// <summary>Nothing counts any longer.</summary>
        Ended,
    }

    public object Gate { get; } = new();

    /// <summary>What this send's results know it by: not the send itself, which would keep its consumer alive.</summary>
    public object Identity { get; } = new();

    /// <summary>What of this send is running.</summary>
    public RunningWork Work { get; } = new();

    /// <summary>Where an exception goes that has no other way.</summary>
    public Action<Exception> Report => context.Report;

    private bool TellsOfRetries => handOvers is not null || context.Options.Retry.OnRetry is not null;

    /// <summary>Starts sending, on the thread pool: a consumer that stops at the first result must have been given the means to stop
    /// by then, and a synchronous backend must not keep the caller.</summary>
    public void Start()
    {
        if (Work.Enter() && context.TryAdd(this))
        {
            _ = Task.Run(RunAsync);
            return;
        }
        Stop(TimErrorCodes.NotInitialized, "The client is disposed.");
        deliveries?.Open();
        Exit();
    }

    public void Exit()
    {
        if (Work.Exit())
            context.Remove(this);
    }

    /// <summary>Waits, within the client's bound, until nothing of this send is running after its end.</summary>
    public ValueTask WhenDoneAsync() => context.WhenDoneAsync(this);

    /// <summary>The backend is not to be called for a time.</summary>
    public void PauseFor(TimeSpan pause) => context.Throttle.PauseFor(pause);

    /// <summary>Waits until nothing of an ended send is running, no longer than until the bound is over.</summary>
    /// <param name="bound">How long at most.</param>
    /// <param name="fromInside">Whether what waits was called by a send: two that wait for each other would wait for ever.</param>
    /// <returns>False if something is still running.</returns>
    public async ValueTask<bool> WhenDoneAsync(Patience bound, bool fromInside)
    {
        var done = fromInside ? Task.WhenAny(Work.Done, disposesFromInside.Task) : Work.Done;
        if (Work.IsDone || await bound.OutlastsAsync(done).ConfigureAwait(false))
            return true;
        deliveries?.Abandon();
        return false;
    }

    /// <summary>What this send called disposes the client.</summary>
    public void DisposesFromInside() => disposesFromInside.TrySetResult(true);

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

    private async Task RunAsync()
    {
        (int, string, Exception)? failure = null;
        try
        {
            Begin();
            try
            {
                await MakeCallsAsync().ConfigureAwait(false);
            }
            finally
            {
                await DisposeFeedAsync().ConfigureAwait(false);
            }
        }
        catch (InterceptorException stopped)
        {
            Stop(stopped);
        }
        catch (Exception thrown)
        {
            // Once the send has ended, this is how the waits for room and the like say so, and nobody is left to tell.
            failure = SendError.OfSource(thrown);
        }
        if (handOvers is not null)
            await handOvers.DoneAsync().ConfigureAwait(false);
        FeedEnded(failure);
        Exit();
    }

    private void Begin()
    {
        if (handOvers is null)
            return;
        try
        {
            handOvers.Begin(new SendStart(content.Param.Message, feed.Stamp, context.Options.TimeProvider, callerWaits, Drain));
        }
        finally
        {
            deliveries!.Open();
        }
    }

    private async ValueTask MakeCallsAsync()
    {
        try
        {
            while (await NextAsync().ConfigureAwait(false) is { } next)
            {
                if (next.IsSourceEnd)
                    SourceEnded(next.Fault);
                else
                    await MakeCallAsync(next).ConfigureAwait(false);
            }
        }
        catch (LimiterException failed)
        {
            // Told here, for the feed's disposal waits for what the source is asked, and that may never be answered.
            FeedEnded((TimErrorCodes.SdkInternalError, failed.Message, failed.InnerException!));
        }
    }

    private async ValueTask<NextCall?> NextAsync()
    {
        CallingOut.Enter(source);
        return await feed.NextAsync(ending.Token).ConfigureAwait(false);
    }

    private async ValueTask DisposeFeedAsync()
    {
        using (source)
        {
            CallingOut.Enter(source);
            await feed.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask MakeCallAsync(NextCall next)
    {
        var admitted = await context.Admission.EnterAsync(next.Identifiers.Length, ending.Token).ConfigureAwait(false);
        if (admitted.Identifiers < next.Identifiers.Length)
            next = feed.Cut(next, admitted.Identifiers);
        var call = new CallInFlight(this, content, next);
        call.Hold(admitted.Lease);
        lock (Gate)
        {
            if (!call.Call.IsRetry)
                made += call.Count;
        }
        if (handOvers is not null)
            handOvers.Add(call);
        else if (TryHandOver(call))
            HandOver(call);
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
                calls = by is { Node: null, Call.IsOver: false } ? [.. inFlight.All, by] : [.. inFlight.All];
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
