namespace RxTim.Benchmarks;

/// <summary>Does as little with a result as a consumer can, and says when all came.</summary>
internal sealed class CountingObserver : IObserver<MsgBatchSendResult>
{
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int count;
    private int failed;

    public void OnNext(MsgBatchSendResult value)
    {
        count++;
        if (value.Code != 0)
            failed++;
    }

    public void OnError(Exception error) => completed.SetException(error);

    public void OnCompleted() => completed.SetResult();

    /// <summary>How many failed, once the stream is complete.</summary>
    /// <exception cref="InvalidOperationException">Not as many came as were expected.</exception>
    public async Task<int> Failed(int expected)
    {
        await completed.Task;
        return count == expected ? failed : throw new InvalidOperationException($"{count} results came instead of {expected}.");
    }
}
