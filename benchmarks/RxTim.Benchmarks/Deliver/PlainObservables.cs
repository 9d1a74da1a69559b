namespace RxTim.Benchmarks;

/// <summary>Pushes results to its one observer when it is subscribed to, or from another thread.</summary>
internal sealed class PlainObservable(MsgBatchSendResult[] results, Source source) : IObservable<MsgBatchSendResult>, IDisposable
{
    public IDisposable Subscribe(IObserver<MsgBatchSendResult> observer)
    {
        if (source == Source.Ready)
            Push(observer);
        else
            Task.Run(() => Push(observer));
        return this;
    }

    public void Dispose()
    {
        // All results are always pushed.
    }

    private void Push(IObserver<MsgBatchSendResult> observer)
    {
        foreach (var result in results)
            observer.OnNext(result);
        observer.OnCompleted();
    }
}

/// <summary>The same for R3.</summary>
internal sealed class PlainR3Observable(MsgBatchSendResult[] results, Source source) : R3.Observable<MsgBatchSendResult>
{
    protected override IDisposable SubscribeCore(R3.Observer<MsgBatchSendResult> observer)
    {
        if (source == Source.Ready)
            Push(observer);
        else
            Task.Run(() => Push(observer));
        return R3.Disposable.Empty;
    }

    private void Push(R3.Observer<MsgBatchSendResult> observer)
    {
        foreach (var result in results)
            observer.OnNext(result);
        observer.OnCompleted(R3.Result.Success);
    }
}
