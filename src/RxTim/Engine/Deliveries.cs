using System.Diagnostics.CodeAnalysis;

namespace RxTim;

/// <summary>
/// Stands between a send with interceptors and its consumer: results go through the interceptors first, one delivery at a time, each with all
/// that arrived during the one before. Without interceptors there is none of this.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "The source has no timer and no links, so there is nothing to dispose of.")]
internal sealed class Deliveries(IResultSink consumer, SendSessions sessions, HandOvers handOvers, BatchSend send) : IResultSink
{
    private static readonly SendEnd Cancelled = new(null, isCancelled: true);

    private readonly object gate = new();

    // What arrived, what of that the interceptors have now, and the end behind it.
    private List<ResultSegment> arrived = [];
    private List<ResultSegment> delivering = [];
    private SendEnd? end;
    private bool endIsTaken;

    // Whether the consumer's own code may be running, and whether its stream has ended.
    private bool isConsuming;
    private bool isOver;

    // Whether interceptors may be called: not before the send has begun.
    private bool isOpen;
    private bool isRunning;

    // Cancelled when a disposal has waited long enough.
    private readonly CancellationTokenSource abandoned = new();

    // Why nothing is delivered any longer, and who has results that the consumer will not see.
    private InterceptorException? fault;
    private readonly List<OpenIdentifier> lost = [];

    // Whether nobody takes anything any longer.
    private volatile bool consumerLeft;

    // How many results the consumer has been given.
    private long delivered;

    public void Add(ResultSegment segment)
    {
        lock (gate)
            arrived.Add(segment);
    }

    public void End(TimException? error) => End(new SendEnd(error, isCancelled: false));

    /// <summary>The send ends because the consumer has left.</summary>
    public void Cancel() => End(Cancelled);

    /// <summary>The consumer has left, maybe after the send had ended. What has arrived by then is delivered to the interceptors all the
    /// same.</summary>
    public void Leave() => consumerLeft = true;

    /// <summary>The send has begun, or never will.</summary>
    public void Open()
    {
        lock (gate)
            isOpen = true;
        Flush();
    }

    /// <summary>Whoever waited for the end of the send has waited long enough. An interceptor that does not heed that either must not keep
    /// the consumer from its end.</summary>
    public void Abandon()
    {
        UnhandledExceptions.TryRun(abandoned.Cancel);
        lock (gate)
        {
            if (isConsuming || isOver || consumerLeft)
                return;
            foreach (var segment in delivering.Concat(arrived))
                Lose(segment);
            var late = new InterceptorException(new TimException(TimErrorCodes.Interrupted, "An interceptor does not return."));
            isOver = true;
            consumer.End(lost.Count == 0 && end?.Error is { } own ? own : SendError.OfInterceptor(end?.Error, fault ?? late, delivered, lost));
        }
        consumer.Flush();
    }

    public void Flush()
    {
        lock (gate)
        {
            if (!isOpen || isRunning || (arrived.Count == 0 && (end is null || endIsTaken)) || !send.Work.Enter())
                return;
            isRunning = true;
        }
        _ = RunAsync();
    }

    private void End(SendEnd how)
    {
        lock (gate)
            end ??= how;
    }

    private async Task RunAsync()
    {
        while (TakeArrived(out var segments, out var ended))
        {
            if (segments.Count > 0)
                await DeliverAsync(segments).ConfigureAwait(false);
            if (ended is not null)
                await EndAsync(ended).ConfigureAwait(false);
        }
        send.Exit();
    }

    // False when there is nothing more to do now.
    private bool TakeArrived(out List<ResultSegment> segments, out SendEnd? ended)
    {
        lock (gate)
        {
            segments = delivering = arrived;
            ended = endIsTaken ? null : end;
            endIsTaken = end is not null;
            isRunning = segments.Count > 0 || ended is not null;
            if (isRunning)
                arrived = [];
            return isRunning;
        }
    }

    private async ValueTask DeliverAsync(List<ResultSegment> segments)
    {
        try
        {
            // Of those who waited for their retry when the send ended, the interceptors may just hear that they wait.
            if (segments.Exists(static segment => segment.Call is null))
                await handOvers.ToldAsync().ConfigureAwait(false);
            if (fault is null)
                await sessions.DeliverAsync(Results(segments), abandoned.Token).ConfigureAwait(false);
        }
        catch (InterceptorException failure)
        {
            fault = failure;
            send.Stop(failure.Code, failure.Message, failure.InnerException);
        }
        lock (gate)
        {
            if (isOver)
                return;
            foreach (var segment in segments)
            {
                if (fault is not null)
                {
                    Lose(segment);
                    continue;
                }
                delivered += segment.Count;
                consumer.Add(segment);
            }
            delivering = [];
            isConsuming = true;
        }
        consumer.Flush();
        lock (gate)
            isConsuming = false;
    }

    // The consumer will not see these.
    private void Lose(in ResultSegment segment)
    {
        for (var i = 0; i < segment.Count; i++)
            lost.Add(new OpenIdentifier(segment.Results[i].Identifier, segment.Results[i].Ordinal));
    }

    private async ValueTask EndAsync(SendEnd ended)
    {
        if (consumerLeft)
            ended = Cancelled;
        if (fault is not null && !ended.IsCancelled)
            ended = Failed(fault, ended.Error);
        else if (fault is not null)
            Report(fault);
        if (await sessions.EndAsync(ended).ConfigureAwait(false) is { } failure)
        {
            // What stopped the send is the error; where the consumer has left, it hears of none.
            if (consumerLeft || Volatile.Read(ref isOver) || ended.Error is not null)
                Report(failure);
            else
                ended = Failed(failure, null);
        }
        lock (gate)
        {
            if (isOver || consumerLeft)
                return;
            isOver = true;
            consumer.End(ended.Error);
        }
        consumer.Flush();
    }

    private SendEnd Failed(InterceptorException failure, TimException? error)
    {
        // The consumer hears of one only.
        if (error?.InnerException is { } other && other != failure.InnerException)
            UnhandledExceptions.Report(error);
        return new SendEnd(SendError.OfInterceptor(error, failure, delivered, lost), isCancelled: false);
    }

    private void Report(InterceptorException failure)
    {
        // Once it is abandoned, this is how an interceptor that heeds its token says so.
        if (!abandoned.IsCancellationRequested || failure.Thrown is not OperationCanceledException)
            UnhandledExceptions.Report(failure.Thrown);
    }

    private static IReadOnlyList<MsgBatchSendResult> Results(List<ResultSegment> segments)
    {
        if (segments is [var only])
            return new ArraySegment<MsgBatchSendResult>(only.Results, 0, only.Count);
        var results = new List<MsgBatchSendResult>(segments.Sum(static segment => segment.Count));
        foreach (var segment in segments)
            results.AddRange(new ArraySegment<MsgBatchSendResult>(segment.Results, 0, segment.Count));
        return results;
    }
}
