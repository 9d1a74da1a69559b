using System.Reactive.Disposables;

namespace RxTim;

/// <summary>Pushes what is pulled: each subscription enumerates once, on the thread pool.</summary>
internal sealed class PulledObservable<T>(IAsyncEnumerable<T> source) : IObservable<T>
{
    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var unsubscribing = new CancellationDisposable();
        _ = Task.Run(() => PushAsync(observer, unsubscribing.Token));
        return unsubscribing;
    }

    private async Task PushAsync(IObserver<T> observer, CancellationToken unsubscribed)
    {
        Exception? error = null;
        try
        {
            await foreach (var result in source.WithCancellation(unsubscribed).ConfigureAwait(false))
            {
                if (unsubscribed.IsCancellationRequested || !UnhandledExceptions.TryRun(() => observer.OnNext(result)))
                    return;
            }
        }
        catch (Exception thrown)
        {
            error = thrown;
        }
        if (unsubscribed.IsCancellationRequested)
            return;
        UnhandledExceptions.TryRun(() =>
        {
            if (error is null)
                observer.OnCompleted();
            else
                observer.OnError(error);
        });
    }
}
