using System.Reactive.Disposables;
using System.Threading.Channels;

namespace RxTim;

/// <summary>Holds results from when they are pushed to when they are pulled, however many: each is of a message that is out already.</summary>
internal sealed class PushedResults : IObserver<MsgBatchSendResult>, IAsyncEnumerable<MsgBatchSendResult>, IDisposable
{
    private readonly Channel<MsgBatchSendResult> waiting =
        Channel.CreateUnbounded<MsgBatchSendResult>(new UnboundedChannelOptions { SingleReader = true });

    private readonly SingleAssignmentDisposable subscription = new();

    /// <summary>Takes what a source pushes, until its end or this one's disposal.</summary>
    public void SubscribeTo(IObservable<MsgBatchSendResult> source)
    {
        try
        {
            subscription.Disposable = source.Subscribe(this);
        }
        catch (Exception thrown)
        {
            OnError(thrown);
        }
    }

    public void OnNext(MsgBatchSendResult value) => waiting.Writer.TryWrite(value);

    public void OnError(Exception error) => waiting.Writer.TryComplete(error);

    public void OnCompleted() => waiting.Writer.TryComplete();

    public void Dispose() => subscription.Dispose();

    public async IAsyncEnumerator<MsgBatchSendResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        using (this)
        {
            await foreach (var result in waiting.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return result;
        }
    }
}
