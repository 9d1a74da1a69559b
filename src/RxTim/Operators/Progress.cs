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
        CheckTotal(total);
        return new Operator<SendProgress>(
            NotNull(source, nameof(source)),
            observer => new ProgressObserver(observer, new SendTally(time ?? TimeProvider.System), total));
    }

    /// <inheritdoc cref="Progress(IObservable{MsgBatchSendResult}, long?, TimeProvider?)"/>
    public static IAsyncEnumerable<SendProgress> Progress(
        this IAsyncEnumerable<MsgBatchSendResult> source, long? total = null, TimeProvider? time = null)
    {
        CheckTotal(total);
        return PullProgress(NotNull(source, nameof(source)), total, time ?? TimeProvider.System);
    }

    private static async IAsyncEnumerable<SendProgress> PullProgress(
        IAsyncEnumerable<MsgBatchSendResult> source,
        long? total,
        TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tally = new SendTally(time);
        await foreach (var result in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            yield return ProgressAfter(result, tally, total);
    }

    private static SendProgress ProgressAfter(MsgBatchSendResult result, SendTally tally, long? total)
    {
        tally.Add(result);
        return new SendProgress
        {
            Sent = tally.Sent,
            Failed = tally.Failed,
            Unknown = tally.Unknown,
            Total = total,
            Elapsed = tally.Elapsed,
        };
    }

    private static void CheckTotal(long? total)
    {
        if (total < 0)
            throw new ArgumentOutOfRangeException(nameof(total), total, "There are 0 identifiers or more.");
    }

    private sealed class ProgressObserver(IObserver<SendProgress> observer, SendTally tally, long? total) : IObserver<MsgBatchSendResult>
    {
        public void OnNext(MsgBatchSendResult value) => observer.OnNext(ProgressAfter(value, tally, total));

        public void OnError(Exception error) => observer.OnError(error);

        public void OnCompleted() => observer.OnCompleted();
    }
}
