using System.Reactive.Linq;
using System.Runtime.CompilerServices;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Says after each result how far the send has come. Thin it out with <c>Sample</c> of Rx.</summary>
    /// <param name="source">The results.</param>
    /// <param name="total">How many there will be, 0 or more; <see langword="null"/> if that is not known.</param>
    /// <param name="time">The clock for rate and time left; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>One value for each result, then the source's end.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="total"/> is negative.</exception>
    public static IObservable<SendProgress> Progress(
        this IObservable<MsgBatchSendResult> source, long? total = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckTotal(total);
        return Observable.Defer(() =>
        {
            var clock = new SendClock(time ?? TimeProvider.System);
            return source.Scan(new SendProgress { Total = total }, (progress, result) => progress.After(result, clock.Elapsed));
        });
    }

    /// <inheritdoc cref="Progress(IObservable{MsgBatchSendResult}, long?, TimeProvider?)"/>
    public static IAsyncEnumerable<SendProgress> Progress(
        this IAsyncEnumerable<MsgBatchSendResult> source, long? total = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        CheckTotal(total);
        return PullProgress(source, total, time);
    }

    private static async IAsyncEnumerable<SendProgress> PullProgress(
        IAsyncEnumerable<MsgBatchSendResult> source,
        long? total,
        TimeProvider? time,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var clock = new SendClock(time ?? TimeProvider.System);
        var progress = new SendProgress { Total = total };
        await foreach (var result in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return progress = progress.After(result, clock.Elapsed);
    }

    private static void CheckTotal(long? total)
    {
        if (total < 0)
            throw new ArgumentOutOfRangeException(nameof(total), total, "There are 0 identifiers or more.");
    }
}
