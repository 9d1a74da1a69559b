namespace RxTim;

/// <summary>
/// Stands between a send with interceptors and its consumer: results go through the interceptors first, one delivery at a time, each with all
/// that arrived during the one before. Without interceptors there is none of this.
/// </summary>
internal sealed class Deliveries(IResultSink consumer, SendSessions sessions, BatchSend send) : IResultSink
{
    private readonly object gate = new();

    // What arrived, what of that the interceptors have now, and the end behind it.
    private List<ResultSegment> arrived = [];
    private List<ResultSegment> delivering = [];
    private SendEnd? end;
    private bool endIsTaken;

    // Whether the consumer's own code may be running, and whether its stream has ended.
    private bool isConsuming;
    private volatile bool isOver;

    // Whether interceptors may be called: not before the send has begun.
    private bool isOpen;
    private bool isRunning;

    // Whether the consumer has left, be it after the send's own end.
    private volatile bool hasLeft;

    // Cancelled when a disposal has waited long enough.
    private readonly CancellationTokenSource abandoned = new();

    // Why nothing is delivered any longer, and who has results that the consumer will not see.
    private InterceptorException? fault;
    private readonly List<OpenIdentifier> lost = [];

    // How many results the consumer has.
    private long delivered;

    public void Add(ResultSegment segment)
    {
        lock (gate)
            arrived.Add(segment);
    }

    public void End(TimException? error) => End(new SendEnd(error, isCancelled: false));

    /// <summary>The consumer has left: no error reaches it any longer.</summary>
    public void Leave() => hasLeft = true;

    /// <summary>The send ends because the consumer has left. What has arrived by then is delivered to the interceptors.</summary>
    public void Cancel() => End(new SendEnd(null, isCancelled: true));

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
        try
        {
            abandoned.Cancel();
        }
        catch (AggregateException thrown)
        {
            UnhandledExceptions.Report(thrown);
        }
        lock (gate)
        {
            if (isConsuming || isOver || hasLeft)
                return;
            foreach (var segment in delivering.Concat(arrived))
                Lose(segment);
            var late = new InterceptorException(new TimException(TimErrorCodes.Interrupted, "An interceptor does not return."));
            isOver = true;
            consumer.End(lost.Count == 0 && end?.Error is { } own ? own : SendError.WithLost(end?.Error, fault ?? late, lost, delivered));
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
                consumer.Add(segment);
                delivered += segment.Count;
            }
            delivering = [];
            isConsuming = true;
        }
        consumer.Flush();
        lock (gate)
            isConsuming = false;
    }

    // The consumer will not see these.
    private void Lose(in ResultSegment segment) =>
        lost.AddRange(segment.Results.Take(segment.Count).Select(static result => new OpenIdentifier(result.Identifier, result.Ordinal)));

    private async ValueTask EndAsync(SendEnd ended)
    {
        if (fault is not null)
            ended = new SendEnd(SendError.WithLost(ended.Error, fault, lost, delivered), ended.IsCancelled);
        try
        {
            await sessions.EndAsync(ended).ConfigureAwait(false);
        }
        catch (InterceptorException failure)
        {
            if (ended.Error is null && !hasLeft && !isOver)
                ended = new SendEnd(SendError.WithLost(null, failure, [], delivered), isCancelled: false);
            else
                UnhandledExceptions.Report(failure);
        }
        bool isSeen;
        lock (gate)
        {
            isSeen = !isOver && !hasLeft;
            isOver = true;
            if (isSeen)
                consumer.End(ended.Error);
        }
        // One that heeded its token is among what the disposal says.
        if (!isSeen && fault is not null && !(abandoned.IsCancellationRequested && fault.InnerException is OperationCanceledException))
            UnhandledExceptions.Report(fault);
        consumer.Flush();
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
