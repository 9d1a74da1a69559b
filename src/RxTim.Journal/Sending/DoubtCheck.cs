using System.Runtime.CompilerServices;
using System.Threading.RateLimiting;

namespace RxTim.Journal;

/// <summary>
/// Settles who is in doubt by the backend's history: who has the message was sent to, who has not is pending. What is found is on the disk
/// before the consumer has it.
/// </summary>
internal sealed class DoubtCheck(JournalStore store, JournalSendOptions options)
{
    // Looked up at one time, and between two commits.
    private const int Together = 16;
    private const int BetweenCommits = 512;

    private const int MostAttempts = 5;

    // The backend's clock, which puts the times into its history, need not be ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private readonly TimeProvider time = options.Client.TimeProvider;
    private readonly Backoff backoff = new(options.Client.Retry.FirstDelay, options.Client.Retry.MaxDelay, options.Client.TimeProvider);
    private readonly Message message = store.Contents.Send.Param.Message;

    /// <summary>The results of those who have the message.</summary>
    /// <exception cref="TimException">The history cannot be read, or the journal not be written.</exception>
    public async IAsyncEnumerable<MsgBatchSendResult> FindAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var doubts = store.Contents.State.Ranges(static standing => standing == Standing.Unknown)
            .SelectMany(static range => Enumerable.Range(range.First, range.Count))
            .ToList();
        if (doubts.Count == 0 || store.HandOvers() is not var (first, last))
            yield break;
        await WaitAsync(last, cancellationToken).ConfigureAwait(false);
        var span = (From: first - ClockSkew, To: last + options.Client.ResultTimeout.Duration() + ClockSkew);

        foreach (var some in doubts.Chunk(BetweenCommits))
        {
            if (options.Stop.IsCancellationRequested)
                yield break;
            var found = new Lookup[some.Length];
            var identifiers = some.Select(store.Identifiers.IdentifierAt).ToArray();
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, some.Length, parallel, async (i, stop) =>
                found[i] = await LookUpAsync(identifiers[i], span, stop).ConfigureAwait(false)).ConfigureAwait(false);
            Record(store, some, found);
            for (var i = 0; i < some.Length; i++)
            {
                if (found[i].Failure is { } failure)
                    yield return Doubt.Of(identifiers[i], failure);
                else if (found[i].IsThere)
                    yield return new MsgBatchSendResult(identifiers[i], 0, "", message with { ConvId = identifiers[i], ConvType = ConvType.C2C });
            }
        }
    }

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
                using var permit = await AcquireAsync(cancellationToken).ConfigureAwait(false);
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
                TimeSpan pause;
                lock (backoff)
                    pause = time.WaitUntil(backoff.EndOf(attempt));
                await Task.Delay(pause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Whether others would fare no better now.
    private static bool ConcernsAll(int code) =>
        TimErrorCodes.IsFatal(code) || TimErrorCodes.IsTransient(code) || TimErrorCodes.IsUnknownOutcome(code) || code == TimErrorCodes.HttpRequestFailed;

    private async ValueTask<RateLimitLease?> AcquireAsync(CancellationToken cancellationToken)
    {
        if (options.Client.CallLimiter is not { } limiter)
            return null;
        return await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
    }

    private static void Record(JournalStore store, int[] ordinals, Lookup[] found)
    {
        try
        {
            for (var i = 0; i < ordinals.Length; i++)
            {
                if (found[i].Failure is null)
                    store.Append(new LogRow(found[i].IsThere ? LogKind.Answered : LogKind.Absent, ordinals[i]));
            }
            store.Commit();
        }
        catch (JournalException fault)
        {
            throw new TimException(TimErrorCodes.LocalIOFailed, fault.Message, fault);
        }
    }

    // What the history said of one; or why it did not, so that the identifier stays in doubt.
    private readonly record struct Lookup(bool IsThere, string? Failure = null);
}
