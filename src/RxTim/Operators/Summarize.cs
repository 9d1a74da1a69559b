namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Counts the results, and gives what they came to when the stream is complete.</summary>
    /// <param name="source">The results.</param>
    /// <param name="time">The clock for the duration; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>One value, then the end. If the source fails, only its error: for counts up to then use
    /// <see cref="Progress(IObservable{MsgBatchSendResult}, long?, TimeProvider?)"/>.</returns>
    public static IObservable<SendSummary> Summarize(this IObservable<MsgBatchSendResult> source, TimeProvider? time = null) =>
        new Operator<SendSummary>(
            NotNull(source, nameof(source)), observer => new SummaryObserver(observer, new Summarizing(time ?? TimeProvider.System)));

    /// <summary>Enumerates the results, counts them, and gives what they came to.</summary>
    /// <param name="source">The results.</param>
    /// <param name="time">The clock for the duration; <see cref="TimeProvider.System"/> by default.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The summary. If the source fails, its exception.</returns>
    public static async ValueTask<SendSummary> SummarizeAsync(
        this IAsyncEnumerable<MsgBatchSendResult> source, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var summary = new Summarizing(time ?? TimeProvider.System);
        await foreach (var result in NotNull(source, nameof(source)).WithCancellation(cancellationToken).ConfigureAwait(false))
            summary.Add(result);
        return summary.ToSummary();
    }

    private sealed class SummaryObserver(IObserver<SendSummary> observer, Summarizing summary) : IObserver<MsgBatchSendResult>
    {
        public void OnNext(MsgBatchSendResult value) => summary.Add(value);

        public void OnError(Exception error) => observer.OnError(error);

        public void OnCompleted()
        {
            observer.OnNext(summary.ToSummary());
            observer.OnCompleted();
        }
    }

    private sealed class Summarizing(TimeProvider time)
    {
        private readonly SendTally tally = new(time);
        private readonly Dictionary<int, long> byCode = [];
        private long attempts;

        public void Add(MsgBatchSendResult result)
        {
            tally.Add(result);
            attempts += result.Attempts;
            byCode[result.Code] = byCode.GetValueOrDefault(result.Code) + 1;
        }

        public SendSummary ToSummary() => new()
        {
            Sent = tally.Sent,
            Failed = tally.Failed,
            Unknown = tally.Unknown,
            Attempts = attempts,
            ByCode = byCode,
            Duration = tally.Elapsed,
        };
    }
}
