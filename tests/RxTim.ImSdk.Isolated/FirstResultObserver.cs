namespace RxTim.ImSdk.Isolated;

/// <summary>Does something at the first result, on the thread that brings it, and waits for the end.</summary>
internal sealed class FirstResultObserver(Action onFirst) : IObserver<MsgBatchSendResult>
{
    private readonly TaskCompletionSource<Exception?> error = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool seen;

    /// <summary>The stream's error; null if it completed.</summary>
    public Task<Exception?> Error => error.Task;

    public void OnNext(MsgBatchSendResult value)
    {
        if (seen)
            return;
        seen = true;
        onFirst();
    }

    public void OnError(Exception exception) => error.TrySetResult(exception);

    public void OnCompleted() => error.TrySetResult(null);
}
