namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Pushes results that are pulled: each subscription enumerates once, on the thread pool, and an observer that is slow slows
    /// the source.</summary>
    /// <param name="source">The results.</param>
    /// <returns>The same results, and the same end. Disposing the subscription stops the enumeration. What the observer throws goes to
    /// <see cref="TimClient.UnhandledException"/> and ends the enumeration.</returns>
    public static IObservable<MsgBatchSendResult> Push(this IAsyncEnumerable<MsgBatchSendResult> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new PulledObservable<MsgBatchSendResult>(source);
    }

    /// <summary>Pushes results of a withdrawal that are pulled.</summary>
    /// <inheritdoc cref="Push(IAsyncEnumerable{MsgBatchSendResult})"/>
    public static IObservable<WithdrawResult> Push(this IAsyncEnumerable<WithdrawResult> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new PulledObservable<WithdrawResult>(source);
    }
}
