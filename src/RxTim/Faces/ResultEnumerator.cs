using System.Threading.Channels;

namespace RxTim;

/// <summary>
/// The pull face of a send: the send starts with the first move. Results wait in the segments in which they arrived, so that a move
/// within a segment is a step in an array, and only a move to the next one asks the channel.
/// </summary>
internal sealed class ResultEnumerator(Func<IResultSink, BatchSend> makeSend, CancellationToken first, CancellationToken second)
    : IAsyncEnumerator<MsgBatchSendResult>, IResultSink
{
    // Never holds more than the calls in flight carry: a call's place is free again when its results are consumed.
    private readonly Channel<ResultSegment> arrived = Channel.CreateUnbounded<ResultSegment>(new() { SingleReader = true });

    private BatchSend? send;
    private CancellationTokenRegistration firstRegistration;
    private CancellationTokenRegistration secondRegistration;

    // The segment being consumed, and the current result in it.
    private ResultSegment segment;
    private int position = -1;

    // Set once, by a cancelled token or by disposal.
    private volatile bool stopped;

    bool IResultSink.CallerWaits => true;

    public MsgBatchSendResult Current => segment.Results[position];

    public ValueTask<bool> MoveNextAsync()
    {
        if (position + 1 < segment.Count && !stopped)
        {
            position++;
            return new ValueTask<bool>(true);
        }
        return MoveToNextSegmentAsync();
    }

    public ValueTask DisposeAsync()
    {
        Stop(null);
#if NET
        // Unlike Dispose, this does not wait for a StopCancelled that is just running.
        firstRegistration.Unregister();
        secondRegistration.Unregister();
#else
        firstRegistration.Dispose();
        secondRegistration.Dispose();
#endif
        return send?.WhenDoneAsync() ?? default;
    }

    void IResultSink.Add(ResultSegment segment) => arrived.Writer.TryWrite(segment);

    void IResultSink.End(TimException? error) => arrived.Writer.TryComplete(error);

    void IResultSink.Flush()
    {
        // The consumer is woken by the channel.
    }

    private async ValueTask<bool> MoveToNextSegmentAsync()
    {
        if (send is null && !stopped)
            Start();
        if (segment.Count > 0)
        {
            // Once it is stopped the segment may have results that nobody takes. They keep their place: the send does not know yet, and a
            // free place would let another call out.
            if (!stopped)
                send!.Consumed(segment);
            segment = default;
        }
        position = -1;
        while (!stopped && await arrived.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (!stopped && arrived.Reader.TryRead(out segment))
            {
                position = 0;
                return true;
            }
        }
        first.ThrowIfCancellationRequested();
        second.ThrowIfCancellationRequested();
        return false;
    }

    private void Start()
    {
        send = makeSend(this);
        if (!first.IsCancellationRequested && !second.IsCancellationRequested)
            send.Start();
        firstRegistration = first.Register(static state => ((ResultEnumerator)state!).StopCancelled(), this);
        secondRegistration = second.Register(static state => ((ResultEnumerator)state!).StopCancelled(), this);
    }

    private void StopCancelled() => Stop(new OperationCanceledException(first.IsCancellationRequested ? first : second));

    private void Stop(OperationCanceledException? cancelled)
    {
        stopped = true;
        // Wakes a consumer that waits; first, for cancelling runs what a transport or a source does then, and that may take its time.
        arrived.Writer.TryComplete(cancelled);
        send?.Cancel();
    }
}
