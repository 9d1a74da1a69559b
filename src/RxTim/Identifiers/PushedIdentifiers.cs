using System.Reactive.Disposables;
using System.Threading.Channels;

namespace RxTim;

/// <summary>
/// Holds identifiers from when they are pushed to when a send pulls them. It holds so many and no more: then it takes nothing further, and
/// fails once those that it holds are pulled.
/// </summary>
internal sealed class PushedIdentifiers(int mostWaiting) : IObserver<string>, IAsyncEnumerable<string>, IDisposable
{
    private readonly Channel<string> waiting =
        Channel.CreateBounded<string>(new BoundedChannelOptions(mostWaiting) { SingleReader = true });

    private readonly SingleAssignmentDisposable subscription = new();

    private long taken;

    /// <summary>Takes what a source pushes, until its end or this one's disposal.</summary>
    public void SubscribeTo(IObservable<string> source)
    {
        // The send may have ended already, with an error.
        if (subscription.IsDisposed)
            return;
        try
        {
            subscription.Disposable = source.Subscribe(this);
        }
        catch (Exception thrown)
        {
            OnError(thrown);
        }
    }

    public void OnNext(string value)
    {
        if (waiting.Writer.TryWrite(value))
        {
            taken++;
            return;
        }
        waiting.Writer.TryComplete(new InvalidOperationException(
            $"Identifiers are pushed faster than they are sent to: {mostWaiting} of {taken} waited for their call, "
            + "and one more found no room."));
        Dispose();
    }

    public void OnError(Exception error) => waiting.Writer.TryComplete(error);

    public void OnCompleted() => waiting.Writer.TryComplete();

    public void Dispose() => subscription.Dispose();

    public async IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        // Nothing is pushed any longer once the send has let its source go.
        using (this)
        {
            await foreach (var identifier in waiting.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return identifier;
        }
    }
}
