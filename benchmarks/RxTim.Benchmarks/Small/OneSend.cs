using System.Threading.Tasks.Sources;

namespace RxTim.Benchmarks;

/// <summary>Waits for the end of one send after the other and counts its results. It is used again for each, so that none of the garbage is
/// its own.</summary>
internal sealed class OneSend : IObserver<MsgBatchSendResult>, IValueTaskSource<int>
{
    private ManualResetValueTaskSourceCore<int> ended = new() { RunContinuationsAsynchronously = true };
    private int count;

    /// <summary>To be called before the send begins.</summary>
    /// <returns>How many results came, once it has ended.</returns>
    public ValueTask<int> Begin()
    {
        count = 0;
        ended.Reset();
        return new ValueTask<int>(this, ended.Version);
    }

    /// <summary>It ended.</summary>
    /// <param name="results">How many came.</param>
    public void End(int results) => ended.SetResult(results);

    public void OnNext(MsgBatchSendResult value) => count++;

    public void OnError(Exception error) => ended.SetException(error);

    public void OnCompleted() => ended.SetResult(count);

    int IValueTaskSource<int>.GetResult(short token) => ended.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => ended.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        ended.OnCompleted(continuation, state, token, flags);
}
