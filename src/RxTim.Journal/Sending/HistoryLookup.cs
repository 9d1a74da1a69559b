using System.Threading.RateLimiting;

namespace RxTim.Journal;

/// <summary>Asks a backend's history about messages of a journal: not before they can have arrived, paced, and again where it does not say
/// now.</summary>
/// <param name="store">The journal.</param>
/// <param name="gracePeriod">How long after the last hand-over it may begin.</param>
/// <param name="resultTimeout">How long an answer of the send was waited for.</param>
/// <param name="limiter">Asked for a permit before each question; none if it is null.</param>
/// <param name="retry">How soon it asks again.</param>
/// <param name="time">The clock.</param>
internal sealed class HistoryLookup(
    JournalStore store, TimeSpan gracePeriod, TimeSpan resultTimeout, RateLimiter? limiter, RetryOptions retry, TimeProvider time)
{
    /// <summary>How many are looked up at one time.</summary>
    public const int Together = 16;

    private const int MostAttempts = 5;

    // The backend's clock, which puts the times into its history, need not be ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>Waits until every message is in the history that will be.</summary>
    /// <returns>When they may have come there; null if nothing was handed over.</returns>
    public async ValueTask<(DateTimeOffset From, DateTimeOffset To)?> WaitAsync(CancellationToken cancellationToken)
    {
        if (store.Reading.HandOvers() is not var (first, last))
            return null;
        // Where the clock was set back since, it is waited no longer than the period.
        var left = last + gracePeriod - time.GetUtcNow();
        var wait = left < gracePeriod ? left : gracePeriod;
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        return (first - ClockSkew, last + resultTimeout.Duration() + ClockSkew);
    }

    /// <summary>Asks about many, some at a time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="ask">Asks about one, by its number from 0.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>What was said of each.</returns>
    /// <exception cref="TimException">The history cannot be read.</exception>
    public async Task<Lookup<T>[]> AskAsync<T>(int count, Func<int, CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        var found = new Lookup<T>[count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, parallel, async (i, stop) =>
            found[i] = await AskAsync(token => ask(i, token), stop).ConfigureAwait(false)).ConfigureAwait(false);
        return found;
    }

    private async ValueTask<Lookup<T>> AskAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var permit = limiter is null ? null : await limiter.WaitAsync(1, time, cancellationToken).ConfigureAwait(false);
                return new Lookup<T>(await ask(cancellationToken).ConfigureAwait(false));
            }
            catch (TimException failed) when (!ConcernsAll(failed.Code))
            {
                return new Lookup<T>(default, failed.Message);
            }
            catch (TimException failed) when (attempt < MostAttempts && !TimErrorCodes.IsFatal(failed.Code))
            {
                await Task.Delay(retry.DelayAfter(attempt), time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // Whether others would fare no better now.
    private static bool ConcernsAll(int code) =>
        TimErrorCodes.IsFatal(code) || TimErrorCodes.IsTransient(code) || TimErrorCodes.IsUnknownOutcome(code) || code == TimErrorCodes.HttpRequestFailed;
}

/// <summary>What the history said of one; or why it did not, so that nothing more is known of him than before.</summary>
internal readonly record struct Lookup<T>(T? Found, string? Failure = null);
