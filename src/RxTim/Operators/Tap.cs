using System.Reactive.Linq;
using System.Runtime.CompilerServices;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Passes the results on as they come, and calls back once, with a list of all, when the stream ends; before its end is
    /// passed on.</summary>
    /// <param name="source">The results.</param>
    /// <param name="callback">Called as in
    /// <see cref="CallbackExtensions.Subscribe(IObservable{MsgBatchSendResult}, ValueCallback{List{MsgBatchSendResult}}, string?)"/>;
    /// not at all if the subscription is disposed or the enumeration given up before the end.</param>
    /// <param name="userData">Handed to the callback untouched.</param>
    /// <returns>The same results, and the same end.</returns>
    public static IObservable<MsgBatchSendResult> Tap(
        this IObservable<MsgBatchSendResult> source, ValueCallback<List<MsgBatchSendResult>> callback, string? userData = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(callback);
        return PushTap(source, results => results.Invoke(callback, userData));
    }

    /// <summary>Passes the results on as they come, and calls back once, with all as JSON in the backend's own format, when the stream
    /// ends.</summary>
    /// <inheritdoc cref="Tap(IObservable{MsgBatchSendResult}, ValueCallback{List{MsgBatchSendResult}}, string?)"/>
    public static IObservable<MsgBatchSendResult> Tap(
        this IObservable<MsgBatchSendResult> source, ValueCallback<string> callback, string? userData = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(callback);
        return PushTap(source, results => results.Invoke(callback, userData));
    }

    /// <inheritdoc cref="Tap(IObservable{MsgBatchSendResult}, ValueCallback{List{MsgBatchSendResult}}, string?)"/>
    public static IAsyncEnumerable<MsgBatchSendResult> Tap(
        this IAsyncEnumerable<MsgBatchSendResult> source, ValueCallback<List<MsgBatchSendResult>> callback, string? userData = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(callback);
        return PullTap(source, results => results.Invoke(callback, userData));
    }

    /// <inheritdoc cref="Tap(IObservable{MsgBatchSendResult}, ValueCallback{string}, string?)"/>
    public static IAsyncEnumerable<MsgBatchSendResult> Tap(
        this IAsyncEnumerable<MsgBatchSendResult> source, ValueCallback<string> callback, string? userData = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(callback);
        return PullTap(source, results => results.Invoke(callback, userData));
    }

    private static IObservable<MsgBatchSendResult> PushTap(IObservable<MsgBatchSendResult> source, Action<CallbackResults> callback) =>
        Observable.Defer(() => source.Do(Gathering(callback)));

    private static async IAsyncEnumerable<MsgBatchSendResult> PullTap(
        IAsyncEnumerable<MsgBatchSendResult> source,
        Action<CallbackResults> callback,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var gathering = Gathering(callback);
        var results = source.GetAsyncEnumerator(cancellationToken);
        await using (results.ConfigureAwait(false))
        {
            while (await MoveAsync().ConfigureAwait(false))
            {
                gathering.OnNext(results.Current);
                yield return results.Current;
            }
        }
        gathering.OnCompleted();

        async ValueTask<bool> MoveAsync()
        {
            try
            {
                return await results.MoveNextAsync().ConfigureAwait(false);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                gathering.OnError(error);
                throw;
            }
        }
    }

    private static CallbackObserver Gathering(Action<CallbackResults> callback) =>
        new(new CallbackResults(UnhandledExceptions.Report), callback, UnhandledExceptions.Report);
}
