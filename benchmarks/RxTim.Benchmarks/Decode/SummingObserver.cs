namespace RxTim.Benchmarks;

/// <summary>Adds up what is read of each result.</summary>
internal sealed class SummingObserver(Func<MsgBatchSendResult, long> read) : IObserver<MsgBatchSendResult>
{
    private readonly TaskCompletionSource<long> completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long sum;

    /// <summary>Once the stream is complete.</summary>
    public Task<long> Sum => completed.Task;

    public void OnNext(MsgBatchSendResult value) => sum += read(value);

    public void OnError(Exception error) => completed.SetException(error);

    public void OnCompleted() => completed.SetResult(sum);
}
