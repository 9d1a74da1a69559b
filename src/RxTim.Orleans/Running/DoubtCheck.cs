namespace RxTim.Orleans;

/// <summary>
/// Settles who is in doubt by the backend's history: who has the message was sent to, who has not is pending. It begins when nothing of
/// what was handed over can arrive any longer, is paced, and asks again while the backend is away.
/// </summary>
internal sealed class DoubtCheck(SiloSending sending, ShardWriter writer, string[] identifiers, SendPlan plan)
{
    // How many are looked up at one time, and between two writes.
    private const int Together = 16;
    private const int BetweenWrites = 512;

    // The backend's clock, which puts the times into its history, need not be ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    // Time for a call that left at the last moment, whatever the options say.
    private static readonly TimeSpan LeastGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly TimeProvider time = sending.Client.TimeProvider;

    /// <summary>Checks all.</summary>
    /// <param name="inDoubt">Who.</param>
    /// <param name="lastHandOver">When the last of them was handed over at the latest, as a timestamp.</param>
    /// <param name="cancellationToken">Ends it; what was found by then stays.</param>
    /// <returns>True if anything was found out.</returns>
    /// <exception cref="TimException">The history cannot be read by this app.</exception>
    public async Task<bool> RunAsync(int[] inDoubt, long lastHandOver, CancellationToken cancellationToken)
    {
        if (sending.History is not { } history)
            throw new TimException(TimErrorCodes.InvalidParameters, "This silo was given no history to check who is in doubt with.");
        await WaitAsync(lastHandOver, cancellationToken).ConfigureAwait(false);
        var first = await writer.AskAsync(static ledger => ledger.FirstHandOver).ConfigureAwait(false);
        var from = (first ?? time.GetUtcNow()) - ClockSkew;
        var to = time.GetUtcNow() + ClockSkew;
        foreach (var some in inDoubt.Chunk(BetweenWrites))
        {
            var found = new Found[some.Length];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, some.Length, parallel, async (i, stop) =>
                found[i] = await AskAsync(history, identifiers[some[i]], from, to, stop).ConfigureAwait(false)).ConfigureAwait(false);
            await writer.RecordAsync(ledger => Settle(ledger, some, found)).ConfigureAwait(false);
        }
        return true;
    }

    // What was handed over may leave for a while, also from a silo that was given up and goes on. From then on it is on its way, for the
    // grace period at most.
    private async Task WaitAsync(long lastHandOver, CancellationToken cancellationToken)
    {
        var grace = plan.Options.GracePeriod;
        var wait = RoundSession.LeaveWithin + (grace > LeastGrace ? grace : LeastGrace) - time.GetElapsedTime(lastHandOver);
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
    }

    private static void Settle(ShardLedger ledger, int[] ordinals, Found[] found)
    {
        for (var i = 0; i < ordinals.Length; i++)
        {
            var (key, failure) = found[i];
            if (failure is not null)
                ledger.Answer(ordinals[i], Doubts.NotSaid(failure), "");
            else if (key is not null)
                ledger.Answer(ordinals[i], new StoredAnswer(TimErrorCodes.Success, "", SendOutcome.Sent, 1), key);
            else
                ledger.Put(ordinals[i], Standing.Pending);
        }
    }

    private async ValueTask<Found> AskAsync(
        IMessageHistory history, string identifier, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var permit = sending.Client.CallLimiter is { } limiter
                    ? await limiter.WaitAsync(1, time, cancellationToken).ConfigureAwait(false)
                    : null;
                var keys = await history.FindAsync(identifier, plan.Random, plan.Sequence, from, to, cancellationToken).ConfigureAwait(false);
                return new Found(keys.Count == 0 ? null : keys[0], null);
            }
            catch (TimException failed) when (!HistoryFaults.ConcernsAll(failed.Code))
            {
                return new Found(null, failed.Message);
            }
            catch (TimException failed) when (!TimErrorCodes.IsFatal(failed.Code))
            {
                sending.HistoryFaults.Report(failed.Code);
                var pause = sending.Client.Retry.DelayAfter(attempt);
                await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The message's key if the history has the message, null if it has not; or why it does not say.
    private readonly record struct Found(string? Key, string? Failure);
}
