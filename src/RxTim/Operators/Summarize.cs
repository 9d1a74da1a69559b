using System.Reactive.Linq;

namespace RxTim;

public static partial class ResultOperators
{
    /// <summary>Counts the results, and gives what they came to when the stream is complete.</summary>
    /// <param name="source">The results.</param>
    /// <param name="time">The clock for the duration; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>One value, then the end. If the source fails, only its error: for counts up to then use
    /// <see cref="Progress(IObservable{MsgBatchSendResult}, long?, TimeProvider?)"/>.</returns>
    public static IObservable<SendSummary> Summarize(this IObservable<MsgBatchSendResult> source, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return Observable.Defer(() => source.Aggregate(
            new Summarizing(time ?? TimeProvider.System),
            static (summary, result) => summary.Add(result),
            static summary => summary.ToSummary()));
    }

    /// <summary>Enumerates the results, counts them, and gives what they came to.</summary>
    /// <param name="source">The results.</param>
    /// <param name="time">The clock for the duration; <see cref="TimeProvider.System"/> by default.</param>
    /// <param name="cancellationToken">Stops the enumeration.</param>
    /// <returns>The summary. If the source fails, its exception.</returns>
    public static async ValueTask<SendSummary> SummarizeAsync(
        this IAsyncEnumerable<MsgBatchSendResult> source, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        var summary = new Summarizing(time ?? TimeProvider.System);
        await foreach (var result in source.WithCancellation(cancellationToken).ConfigureAwait(false))
            summary.Add(result);
        return summary.ToSummary();
    }

    private sealed class Summarizing(TimeProvider time)
    {
        private readonly SendClock clock = new(time);
        private readonly Dictionary<int, long> byCode = [];
        private SendProgress progress;
        private long attempts;

        public Summarizing Add(MsgBatchSendResult result)
        {
            progress = progress.After(result, elapsed: default);
            attempts += result.Attempts;
            byCode[result.Code] = byCode.GetValueOrDefault(result.Code) + 1;
            return this;
        }

        public SendSummary ToSummary() => new()
        {
            Sent = progress.Sent,
            Failed = progress.Failed,
            Unknown = progress.Unknown,
            Attempts = attempts,
            ByCode = byCode,
            Duration = clock.Elapsed,
        };
    }
}
