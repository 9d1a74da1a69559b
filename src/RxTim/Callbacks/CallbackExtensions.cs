namespace RxTim;

/// <summary>From a stream of results to the callback form of Tencent's SDK.</summary>
public static class CallbackExtensions
{
    /// <summary>Subscribes and calls back once, with a list of all results, when the stream ends.</summary>
    /// <param name="source">The stream; composed in any way.</param>
    /// <param name="callback">Its code is 0 if any identifier was sent to, else the first failure's. If the stream fails, it is the
    /// error's code (7012 for an exception that is not a <see cref="TimException"/>) and the list has the results before it.</param>
    /// <param name="userData">Handed to the callback untouched.</param>
    /// <returns>Dispose it to stop; then the callback is not called.</returns>
    /// <remarks>Results of one send stand in the order asked, those of several merged sends in the order in which they arrived. What
    /// the callback throws goes to <see cref="TimClient.UnhandledException"/>.</remarks>
    public static IDisposable Subscribe(
        this IObservable<MsgBatchSendResult> source, ValueCallback<List<MsgBatchSendResult>> callback, string? userData = null) =>
        Subscribe(source, callback, results => results.Invoke(callback, userData));

    /// <summary>Subscribes and calls back once, with all results as JSON in the backend's own format, when the stream ends.</summary>
    /// <inheritdoc cref="Subscribe(IObservable{MsgBatchSendResult}, ValueCallback{List{MsgBatchSendResult}}, string?)"/>
    public static IDisposable Subscribe(
        this IObservable<MsgBatchSendResult> source, ValueCallback<string> callback, string? userData = null) =>
        Subscribe(source, callback, results => results.Invoke(callback, userData));

    private static IDisposable Subscribe(IObservable<MsgBatchSendResult> source, Delegate callback, Action<CallbackResults> callBack)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(callback);
        return source.Subscribe(new CallbackObserver(new CallbackResults(UnhandledExceptions.Report), callBack, UnhandledExceptions.Report));
    }
}
