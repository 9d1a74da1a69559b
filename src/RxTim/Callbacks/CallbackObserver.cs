namespace RxTim;

/// <summary>Gathers a stream and calls back once, at its end.</summary>
internal sealed class CallbackObserver(CallbackResults results, Action<CallbackResults> callback, Action<Exception> report)
    : IObserver<MsgBatchSendResult>
{
    public void OnNext(MsgBatchSendResult value) => results.Add(value);

    public void OnError(Exception error)
    {
        results.Fail(error);
        CallBack();
    }

    public void OnCompleted() => CallBack();

    private void CallBack()
    {
        try
        {
            callback(results);
        }
        catch (Exception thrown)
        {
            // The thread may be the backend's own: the exception must not reach it.
            report(thrown);
        }
    }
}
