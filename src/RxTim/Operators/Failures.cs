using System.Reactive.Linq;
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
        source.Where(static result => !result.IsSuccess);

    /// <inheritdoc cref="Failures(IObservable{MsgBatchSendResult})"/>
    public static IAsyncEnumerable<MsgBatchSendResult> Failures(this IAsyncEnumerable<MsgBatchSendResult> source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return PullFailures(source);
    }

    private static async IAsyncEnumerable<MsgBatchSendResult> PullFailures(
        IAsyncEnumerable<MsgBatchSendResult> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var result in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (!result.IsSuccess)
                yield return result;
        }
    }
}
