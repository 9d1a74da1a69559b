using System.Runtime.CompilerServices;

namespace RxTim.Journal;

/// <summary>Looks identifiers of a journal up in the backend's history, for the messages that are to be taken back from them. What is found
/// is on the disk before anything follows from it.</summary>
internal sealed class FoundMessages(
    JournalStore store, JournalWriter writer, TwinWithdrawal twins, IMessageHistory history, JournalWithdrawOptions options)
{
    /// <summary>How many identifiers are looked up between two commits.</summary>
    public const int Together = 512;

    private readonly HistoryLookup lookup = new(
        store,
        options.GracePeriod,
        options.Withdraw.ResultTimeout,
        options.Withdraw.CallLimiter,
        options.Withdraw.Retry,
        options.Withdraw.TimeProvider);

    private readonly Message message = store.Contents.Send.Param.Message;

    /// <summary>The messages of some identifiers, not before the grace period is over.</summary>
    /// <param name="some">Their ordinals, and the key that the answer gave; empty if it gave none, or none that is to be asked for.</param>
    /// <param name="cancellationToken">Ends it at once.</param>
    /// <returns>A result of a message that is to be taken back, or an unknown one where the history did not say. One without a key is of
    /// somebody who was sent to and has no message. Who was in doubt and has none is left out.</returns>
    /// <exception cref="TimException">The history cannot be read.</exception>
    public async IAsyncEnumerable<MsgBatchSendResult> OfAsync(
        IEnumerable<(int Ordinal, string Key)> some, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await lookup.WaitAsync(cancellationToken).ConfigureAwait(false) is not var (from, to))
            yield break;
        foreach (var those in some.Chunk(Together))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ordinals = Array.ConvertAll(those, static one => one.Ordinal);
            var identifiers = store.Reading.IdentifiersAt(ordinals);
            var found = await lookup.AskAsync(
                those.Length,
                (i, stop) => history.FindAsync(identifiers[i], (uint)message.Rand!, (uint)message.Seq!, from, to, stop),
                cancellationToken).ConfigureAwait(false);
            await writer.RecordAsync(new FoundStep(ordinals, found)).ConfigureAwait(false);
            for (var i = 0; i < those.Length; i++)
            {
                if (ToAskFor(ordinals[i], identifiers[i], those[i].Key, found[i]) is { } sent)
                    yield return sent;
            }
        }
    }

    // Null if there is nothing to take back.
    private MsgBatchSendResult? ToAskFor(int ordinal, string identifier, string key, Lookup<IReadOnlyList<string>> found)
    {
        // Not by the name that is known: there may be another message, and then it would not be looked for again.
        if (found.Failure is { } failure)
            return MessagesToWithdraw.InDoubt(ordinal, identifier, failure);
        if (store.Contents.State.At(ordinal) == Standing.Missing)
            return null;
        string[] keys = [.. found.Found!.Distinct()];
        if (keys.Length == 0)
            return MessagesToWithdraw.Sent(ordinal, identifier, key);
        var named = keys.Contains(key) ? "" : key;
        if (keys.Length > 1 || named.Length > 0)
            twins.Add(identifier, keys[0], keys[1..], named);
        return MessagesToWithdraw.Sent(ordinal, identifier, keys[0]);
    }

    private sealed class FoundStep(int[] ordinals, Lookup<IReadOnlyList<string>>[] found) : JournalStep
    {
        public override void Append(JournalStore store)
        {
            for (var i = 0; i < ordinals.Length; i++)
            {
                if (found[i].Found is not { } keys || store.Contents.State.At(ordinals[i]) != Standing.Unknown)
                    continue;
                store.Append(keys is [var key, ..]
                    ? new LogRow(LogKind.Answered, ordinals[i]) { Key = key }
                    : new LogRow(LogKind.NothingToWithdraw, ordinals[i]));
            }
        }
    }
}
