namespace RxTim;

/// <summary>Gathers a stream and calls back once, at its end.</summary>
internal sealed class CallbackObserver(CallbackResults results, Action<CallbackResults> callback) : IObserver<MsgBatchSendResult>
{
    public void OnNext(MsgBatchSendResult value) => results.Add(value);

    public void OnError(Exception error)
    {
        results.Fail(error);
        CallBack();
    }

    public void OnCompleted() => CallBack();

    // The thread may be the backend's own: what the callback throws must not reach it.
    private void CallBack() => UnhandledExceptions.TryRun(() => callback(results));
}
