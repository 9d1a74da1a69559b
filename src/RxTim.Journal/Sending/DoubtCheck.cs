using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// Settles who is in doubt by the backend's history: who has the message was sent to, who has not is pending. What is found is on the disk
/// before anything follows from it.
/// </summary>
internal sealed class DoubtCheck(JournalStore store, JournalWriter writer, IReadOnlyList<OrdinalRange> doubts, JournalSendOptions options)
{
    // Looked up at one time, and between two commits.
    private const int Together = 16;
    private const int BetweenCommits = 512;

    private const int MostAttempts = 5;

    // The backend's clock, which puts the times into its history, need not be ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private readonly TimeProvider time = options.Client.TimeProvider;
    private readonly Message message = store.Contents.Send.Param.Message;

    /// <summary>Checks all, unless it is told to stop.</summary>
    /// <param name="results">Takes the results of those who have the message, and of those whom the history said nothing of.</param>
    /// <param name="absent">Takes who is pending from now on.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <exception cref="TimException">The history cannot be read, or the journal not be written.</exception>
    public async Task RunAsync(
        ChannelWriter<MsgBatchSendResult> results, ChannelWriter<OrdinalRange> absent, CancellationToken cancellationToken)
    {
        if (store.HandOvers() is not var (first, last))
            return;
        await WaitAsync(last, cancellationToken).ConfigureAwait(false);
        var span = (From: first - ClockSkew, To: last + options.Client.ResultTimeout.Duration() + ClockSkew);
        var ordinals = doubts.SelectMany(static range => Enumerable.Range(range.First, range.Count));
        foreach (var some in ordinals.Chunk(BetweenCommits))
        {
            if (options.Stop.IsCancellationRequested)
                return;
            var identifiers = store.IdentifiersAt(some);
            var found = new Lookup[some.Length];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, some.Length, parallel, async (i, stop) =>
                found[i] = await LookUpAsync(identifiers[i], span, stop).ConfigureAwait(false)).ConfigureAwait(false);
            await writer.RecordAsync(new FoundStep(some, found)).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                if (found[i] is { IsThere: false, Failure: null })
                    await absent.WriteAsync(new OrdinalRange(some[i], 1), cancellationToken).ConfigureAwait(false);
                else
                    await results.WriteAsync(ResultOf(identifiers[i], found[i]), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private MsgBatchSendResult ResultOf(string identifier, Lookup found) => found.Failure is { } failure
        ? Doubt.Of(identifier, failure)
        : new MsgBatchSendResult(identifier, 0, "", message with { ConvId = identifier, ConvType = ConvType.C2C });

    private async ValueTask WaitAsync(DateTimeOffset lastHandOver, CancellationToken cancellationToken)
    {
        // Where the clock was set back since, it is waited no longer than the period.
        var left = lastHandOver + options.GracePeriod - time.GetUtcNow();
        var wait = left < options.GracePeriod ? left : options.GracePeriod;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<Lookup> LookUpAsync(string identifier, (DateTimeOffset From, DateTimeOffset To) span, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var permit = options.Client.CallLimiter is { } limiter
                    ? await limiter.WaitAsync(1, time, cancellationToken).ConfigureAwait(false)
                    : null;
                return new Lookup(await options.History!
                    .ContainsAsync(identifier, (uint)message.Rand!, (uint)message.Seq!, span.From, span.To, cancellationToken)
                    .ConfigureAwait(false));
            }
            catch (TimException failed) when (!ConcernsAll(failed.Code))
            {
                return new Lookup(false, failed.Message);
            }
            catch (TimException failed) when (attempt < MostAttempts && !TimErrorCodes.IsFatal(failed.Code))
            {
                await Task.Delay(options.Client.Retry.DelayAfter(attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Whether others would fare no better now.
    private static bool ConcernsAll(int code) =>
        TimErrorCodes.IsFatal(code) || TimErrorCodes.IsTransient(code) || TimErrorCodes.IsUnknownOutcome(code) || code == TimErrorCodes.HttpRequestFailed;

    // What the history said of one; or why it did not, so that the identifier stays in doubt.
    private readonly record struct Lookup(bool IsThere, string? Failure = null);

    private sealed class FoundStep(int[] ordinals, Lookup[] found) : JournalStep
    {
        public override void Append(JournalStore store)
        {
            for (var i = 0; i < ordinals.Length; i++)
            {
                if (found[i].Failure is null)
                    store.Append(new LogRow(found[i].IsThere ? LogKind.Answered : LogKind.Absent, ordinals[i]));
            }
        }
    }
}
