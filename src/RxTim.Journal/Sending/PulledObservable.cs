namespace RxTim.Journal;

/// <summary>Pushes what it pulls: each subscription enumerates once.</summary>
internal sealed class PulledObservable(IAsyncEnumerable<MsgBatchSendResult> results) : IObservable<MsgBatchSendResult>
{
    public IDisposable Subscribe(IObserver<MsgBatchSendResult> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new Subscription();
        _ = Task.Run(() => PushAsync(observer, subscription.Token));
        return subscription;
    }

    private async Task PushAsync(IObserver<MsgBatchSendResult> observer, CancellationToken unsubscribed)
    {
        try
        {
            Exception? error = null;
            try
            {
                await foreach (var result in results.WithCancellation(unsubscribed).ConfigureAwait(false))
                {
                    if (!unsubscribed.IsCancellationRequested)
                        Call(() => observer.OnNext(result));
                }
            }
            catch (Exception thrown) when (thrown is not ObserverException)
            {
                error = thrown;
            }
            if (unsubscribed.IsCancellationRequested)
                return;
            if (error is null)
                Call(observer.OnCompleted);
            else
                Call(() => observer.OnError(error));
        }
        catch (ObserverException thrown)
        {
            UnhandledExceptions.Report(thrown.InnerException!);
        }
    }

    private static void Call(Action action)
    {
        try
        {
            action();
        }
        catch (Exception thrown)
        {
            throw new ObserverException(thrown);
        }
    }

    // Tells what the observer throws from what the send does.
    private sealed class ObserverException(Exception innerException) : Exception("The observer failed.", innerException);

    private sealed class Subscription : IDisposable
    {
        // Not disposed: whoever pushes may be about to read it.
        private readonly CancellationTokenSource source = new();

        public CancellationToken Token => source.Token;

        public void Dispose() => source.Cancel();
    }
}
