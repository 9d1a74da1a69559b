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

    // Whether all that is asked goes out at once, as far as is known.
    private readonly bool isOneCall;
    private readonly Deliveries? deliveries;
    private readonly HandOvers? handOvers;
    private readonly CallFeed feed;
    private readonly CallsInFlight inFlight;
    private readonly RetryQueue retries;
    private readonly CancellationTokenSource ending = new();

    // All that the source is asked; null where it is a list, which awaits nothing.
    private readonly AwaitedStep? source;

    // Made when somebody waits for it, or says so.
    private TaskCompletionSource<bool>? disposesFromInside;

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
        source = identifiers is IdentifierList ? null : new AwaitedStep(this);
        isOneCall = identifiers is IdentifierList list && list.Items.Count <= context.CallSize.Most;
        retries = new RetryQueue(Gate, time);
        feed = new CallFeed(Gate, context, content, identifiers, retries);
        inFlight = new CallsInFlight(this, time, context.Options.ResultTimeout);
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

    /// <summary>Starts sending. On the thread pool, so that an observer has the means to stop by its first result, and that neither many
    /// calls nor a source keep the caller; but a single call out of a list, whose results the caller is about to ask for, goes out on his
    /// thread, which halves the time.</summary>
    public void Start()
    {
        if (Work.Enter() && context.TryAdd(this))
        {
            if (StartsOnCallersThread)
                _ = RunAsync();
            else
                ThreadPool.QueueUserWorkItem(static send => _ = send.RunAsync(), this, preferLocal: true);
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

    /// <summary>The backend is not to be called for a time.</summary>
    public void PauseFor(TimeSpan pause) => context.Throttle.PauseFor(pause);

    // Not where the thread is a user interface's or one of a few, such as an actor's.
    private bool StartsOnCallersThread => callerWaits && isOneCall
        && SynchronizationContext.Current is null && TaskScheduler.Current == TaskScheduler.Default;

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
        if (source is not null)
            CallingOut.Enter(source);
        return await feed.NextAsync(ending.Token).ConfigureAwait(false);
    }

    private async ValueTask DisposeFeedAsync()
    {
        using (source)
        {
            if (source is not null)
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
}
