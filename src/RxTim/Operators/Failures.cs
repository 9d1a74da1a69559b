using System.Runtime.CompilerServices;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Only the results of identifiers that are not known to have the message: <see cref="MsgBatchSendResult.Code"/> is not
    /// 0.</summary>
    /// <param name="source">The results.</param>
    /// <returns>The failed and the unknown ones. Before sending to these again, mind that an unknown one may have the message
    /// (<see cref="MsgBatchSendResult.Outcome"/>).</returns>
    public static IObservable<MsgBatchSendResult> Failures(this IObservable<MsgBatchSendResult> source) =>
        new Operator<MsgBatchSendResult>(NotNull(source, nameof(source)), static observer => new FailuresObserver(observer));

    /// <inheritdoc cref="Failures(IObservable{MsgBatchSendResult})"/>
    public static IAsyncEnumerable<MsgBatchSendResult> Failures(this IAsyncEnumerable<MsgBatchSendResult> source) =>
        PullFailures(NotNull(source, nameof(source)));

    private static async IAsyncEnumerable<MsgBatchSendResult> PullFailures(
        IAsyncEnumerable<MsgBatchSendResult> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var result in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!result.IsSuccess)
                yield return result;
        }
    }

    private sealed class FailuresObserver(IObserver<MsgBatchSendResult> observer) : IObserver<MsgBatchSendResult>
    {
        public void OnNext(MsgBatchSendResult value)
        {
            if (!value.IsSuccess)
                observer.OnNext(value);
        }

        public void OnError(Exception error) => observer.OnError(error);

        public void OnCompleted() => observer.OnCompleted();
    }
}
