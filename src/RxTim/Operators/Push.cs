using System.Reactive.Disposables;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Pushes results that are pulled: each subscription enumerates once, on the thread pool, and an observer that is slow slows
    /// the source.</summary>
    /// <param name="source">The results.</param>
    /// <returns>The same results, and the same end. Disposing the subscription stops the enumeration. What the observer throws goes to
    /// <see cref="TimClient.UnhandledException"/> and ends the enumeration.</returns>
    public static IObservable<MsgBatchSendResult> Push(this IAsyncEnumerable<MsgBatchSendResult> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new PulledObservable(source);
    }

    private sealed class PulledObservable(IAsyncEnumerable<MsgBatchSendResult> source) : IObservable<MsgBatchSendResult>
    {
        public IDisposable Subscribe(IObserver<MsgBatchSendResult> observer)
        {
            ArgumentNullException.ThrowIfNull(observer);
            var unsubscribing = new CancellationDisposable();
            _ = Task.Run(() => PushAsync(observer, unsubscribing.Token));
            return unsubscribing;
        }

        private async Task PushAsync(IObserver<MsgBatchSendResult> observer, CancellationToken unsubscribed)
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
}
