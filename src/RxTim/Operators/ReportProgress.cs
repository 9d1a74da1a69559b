using System.Reactive.Linq;
using System.Runtime.CompilerServices;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Passes the results on, and reports before each how far the send has come with it, for example to a
    /// <see cref="System.Progress{T}"/> of a user interface.</summary>
    /// <param name="source">The results.</param>
    /// <param name="progress">Told once for each result. To be told less often, use
    /// <see cref="Progress(IObservable{MsgBatchSendResult}, long?, TimeProvider?)"/> and <c>Sample</c> of Rx. What it throws ends the
    /// stream.</param>
    /// <param name="total">How many there will be, 0 or more; <see langword="null"/> if that is not known.</param>
    /// <param name="time">The clock for rate and time left; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>The same results, and the same end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is negative.</exception>
    public static IObservable<MsgBatchSendResult> ReportProgress(
        this IObservable<MsgBatchSendResult> source, IProgress<SendProgress> progress, long? total = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(progress);
        CheckTotal(total);
        return Observable.Defer(() =>
        {
            var report = Reporting(progress, total, time);
            return source.Do(report);
        });
    }

    /// <inheritdoc cref="ReportProgress(IObservable{MsgBatchSendResult}, IProgress{SendProgress}, long?, TimeProvider?)"/>
    public static IAsyncEnumerable<MsgBatchSendResult> ReportProgress(
        this IAsyncEnumerable<MsgBatchSendResult> source, IProgress<SendProgress> progress, long? total = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(progress);
        CheckTotal(total);
        return PullReporting(source, () => Reporting(progress, total, time));
    }

    private static async IAsyncEnumerable<MsgBatchSendResult> PullReporting(
        IAsyncEnumerable<MsgBatchSendResult> source,
        Func<Action<MsgBatchSendResult>> begin,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var report = begin();
        await foreach (var result in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            report(result);
            yield return result;
        }
    }

    private static Action<MsgBatchSendResult> Reporting(IProgress<SendProgress> progress, long? total, TimeProvider? time)
    {
        var clock = new SendClock(time ?? TimeProvider.System);
        var reached = new SendProgress { Total = total };
        return result => progress.Report(reached = reached.After(result, clock.Elapsed));
    }
}
