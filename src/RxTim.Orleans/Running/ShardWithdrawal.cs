using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RxTim.Orleans;

/// <summary>Takes the message back from some of a shard's identifiers. Where there is a history, those of whom it is not known which
/// message they have are looked up there, and lose all that it has.</summary>
internal sealed class ShardWithdrawal(SiloSending sending, string[] identifiers, SendPlan plan) : IMessageWithdrawal
{
    // The backend's clock, which puts the times into its history, need not be ours.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    private readonly TimeProvider time = sending.Client.TimeProvider;

    // By identifier that was looked up: the messages that it has.
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> found = [];

    // Of those who have a message, and of whom the history does not say which.
    private readonly ConcurrentQueue<WithdrawResult> notFound = [];
    private DateTimeOffset handedOverFrom;

    /// <summary>Takes back.</summary>
    /// <param name="runs">Who was sent to or is in doubt, and lacks it not yet.</param>
    /// <param name="firstHandOver">When the first call of the shard was handed over.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What became of each, its ordinal being that in the shard; and what stopped it, if something did.</returns>
    public async Task<(List<WithdrawResult> Results, TimException? Stopped)> RunAsync(
        IReadOnlyList<ResultRun> runs, DateTimeOffset? firstHandOver, CancellationToken cancellationToken)
    {
        handedOverFrom = (firstHandOver ?? time.GetUtcNow()) - ClockSkew;
        var results = new List<WithdrawResult>();
        try
        {
            await foreach (var result in HoldersAsync(runs, cancellationToken).Withdraw(this, sending.WithdrawOptions)
                .WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                results.Add(result);
            }
            return ([.. results, .. notFound], null);
        }
        catch (TimException stopped)
        {
            return ([.. results, .. notFound], stopped);
        }
    }

    async Task IMessageWithdrawal.WithdrawAsync(string identifier, string msgKey, CancellationToken cancellationToken)
    {
        var withdrawal = sending.Withdrawal!;
        if (!found.ContainsKey(identifier))
        {
            try
            {
                await withdrawal.WithdrawAsync(identifier, msgKey, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TimException none) when (none.Code == TimErrorCodes.MessageNotFound && sending.History is not null)
            {
                // A call's answer names one message, and not everybody of a repeated call has that one.
                if (await FindAsync(identifier, cancellationToken).ConfigureAwait(false) is not { Count: > 0 } others)
                    throw;
                found[identifier] = others;
            }
        }
        foreach (var key in found[identifier])
            await withdrawal.WithdrawAsync(identifier, key.Length > 0 ? key : msgKey, cancellationToken).ConfigureAwait(false);
    }

    // Those who have a message, with its name where it is known.
    private async IAsyncEnumerable<MsgBatchSendResult> HoldersAsync(
        IReadOnlyList<ResultRun> runs, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var run in runs)
        {
            var isLookedUp = sending.History is not null
                && (run.Answer.Outcome == SendOutcome.Unknown || run.Key.Length == 0 || plan.Options.InDoubt == InDoubtPolicy.Resend);
            for (var ordinal = run.First; ordinal < run.End; ordinal++)
            {
                var holder = isLookedUp
                    ? await LookUpAsync(ordinal, run, cancellationToken).ConfigureAwait(false)
                    : HolderOf(ordinal, run.Answer, run.Key);
                if (holder is not null)
                    yield return holder;
            }
        }
    }

    // Null where there is nothing to take back, or nothing by which it could be.
    private async Task<MsgBatchSendResult?> LookUpAsync(int ordinal, ResultRun run, CancellationToken cancellationToken)
    {
        var identifier = identifiers[ordinal];
        var isUnknown = run.Answer.Outcome == SendOutcome.Unknown;
        try
        {
            if (await FindAsync(identifier, cancellationToken).ConfigureAwait(false) is [var first, ..] all)
            {
                found[identifier] = all;
                return HolderOf(ordinal, run.Answer, first.Length > 0 ? first : run.Key);
            }
            return isUnknown ? null : HolderOf(ordinal, run.Answer, run.Key);
        }
        catch (TimException failed) when (!HistoryFaults.ConcernsAll(failed.Code))
        {
            // Not by the name that is known: there may be another message, and then it would not be looked for again.
            if (isUnknown)
                return HolderOf(ordinal, Doubts.NotSaid(failed.Message), "");
            notFound.Enqueue(new WithdrawResult(identifier, failed.Code, failed.Message, WithdrawOutcome.Failed) { Ordinal = ordinal });
            return null;
        }
    }

    private MsgBatchSendResult HolderOf(int ordinal, StoredAnswer answer, string key) =>
        new(identifiers[ordinal], answer.Code, answer.Desc, answer.Outcome) { Ordinal = ordinal, MsgKey = key.Length > 0 ? key : null };

    private async Task<IReadOnlyList<string>> FindAsync(string identifier, CancellationToken cancellationToken)
    {
        using var permit = sending.Client.CallLimiter is { } limiter
            ? await limiter.WaitAsync(1, time, cancellationToken).ConfigureAwait(false)
            : null;
        return await sending.History!.FindAsync(
            identifier, plan.Random, plan.Sequence, handedOverFrom, time.GetUtcNow() + ClockSkew, cancellationToken).ConfigureAwait(false);
    }
}
