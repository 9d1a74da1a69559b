namespace RxTim;

/// <summary>What to send to whom, not yet started: both faces begin here. Identifiers may be more than memory holds, unless they are an
/// <see cref="IdentifierList"/>.</summary>
internal sealed class ColdSend(SendContext context, CallContent content, IAsyncEnumerable<string> identifiers)
{
    public BatchSend Begin(IResultSink sink) => new(context, content, identifiers, sink);
}

/// <summary>The push face: each subscription is a send.</summary>
internal sealed class ResultObservable(ColdSend send) : IObservable<MsgBatchSendResult>
{
    public IDisposable Subscribe(IObserver<MsgBatchSendResult> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var sink = new ObserverSink(observer);
        return sink.Start(send.Begin(sink));
    }
}

/// <summary>The pull face: each enumeration is a send.</summary>
internal sealed class ResultAsyncEnumerable(ColdSend send, CancellationToken cancellation) : IAsyncEnumerable<MsgBatchSendResult>
{
    public IAsyncEnumerator<MsgBatchSendResult> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new ResultEnumerator(send.Begin, cancellation, cancellationToken);
}
