using System.Runtime.CompilerServices;

namespace RxTim.Journal;

/// <summary>
/// From whom a message is to be taken back, in the form in which a withdrawal pulls them. First those who have one message whose name is
/// known; then those who are looked up in the backend's history. What is found there is on the disk before anything follows from it.
/// </summary>
/// <param name="store">The journal.</param>
/// <param name="writer">Writes to it.</param>
/// <param name="twins">Is told who has several messages.</param>
/// <param name="options">How.</param>
/// <param name="misnamed">Only these, whose messages have other names than their results say; null for all.</param>
internal sealed class MessagesToWithdraw(
    JournalStore store, JournalWriter writer, TwinWithdrawal twins, JournalWithdrawOptions options, IReadOnlySet<int>? misnamed = null)
    : IAsyncEnumerable<MsgBatchSendResult>
{
    // Rows read, and identifiers looked up, at a time.
    private const int RowsTogether = 256;
    private const int LookedUpTogether = 512;

    private readonly HistoryLookup lookup = new(
        store,
        options.GracePeriod,
        options.Withdraw.ResultTimeout,
        options.Withdraw.CallLimiter,
        options.Withdraw.Retry,
        options.Withdraw.TimeProvider);

    private readonly Message message = store.Contents.Send.Param.Message;

    // Those of whom it is not known what they have, and the name of the message that they have for sure, if any.
    private readonly List<(OrdinalRange Range, string Key)> unsure = [];

    private SendState State => store.Contents.State;

    public async IAsyncEnumerator<MsgBatchSendResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var sent in Sure())
            yield return sent;
        if (misnamed is null)
            unsure.AddRange(State.Ranges(static standing => standing == Standing.Unknown).Select(static range => (range, "")));
        await foreach (var found in (options.History is null ? Unsure() : FoundAsync(options.History, cancellationToken)).ConfigureAwait(false))
            yield return found;
    }

    // Those who have one message, and its name is known; and notes the others who were sent to.
    private IEnumerable<MsgBatchSendResult> Sure()
    {
        var last = 0L;
        List<(long Id, LogRow Row)> rows;
        do
        {
            rows = store.SentRows(last, RowsTogether);
            foreach (var (id, row) in rows)
            {
                last = id;
                for (var ordinal = row.First; ordinal < row.End; ordinal++)
                {
                    var standing = State.At(ordinal);
                    if (misnamed?.Contains(ordinal) == false)
                        continue;
                    if (misnamed is null && standing == Standing.Sent && row.Key.Length > 0)
                        yield return Sent(ordinal, store.IdentifierAt(ordinal), row.Key);
                    else if (standing != Standing.Withdrawn)
                        Note(ordinal, row.Key);
                }
            }
        }
        while (rows.Count == RowsTogether);
    }

    private void Note(int ordinal, string key)
    {
        if (unsure is [.., var (range, last)] && range.End == ordinal && last == key)
            unsure[^1] = (range with { Count = range.Count + 1 }, key);
        else
            unsure.Add((new OrdinalRange(ordinal, 1), key));
    }

    // Without a history nothing more can be known of them.
#pragma warning disable CS1998 // Nothing is awaited: the journal is there.
    private async IAsyncEnumerable<MsgBatchSendResult> Unsure()
#pragma warning restore CS1998
    {
        foreach (var (ordinal, key) in Ordinals())
        {
            var identifier = store.IdentifierAt(ordinal);
            yield return State.At(ordinal) == Standing.Unknown ? InDoubt(ordinal, identifier) : Sent(ordinal, identifier, key);
        }
    }

    private async IAsyncEnumerable<MsgBatchSendResult> FoundAsync(
        IMessageHistory history, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (unsure.Count == 0 || await lookup.WaitAsync(cancellationToken).ConfigureAwait(false) is not var (from, to))
            yield break;
        foreach (var some in Ordinals().Chunk(LookedUpTogether))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var ordinals = Array.ConvertAll(some, static one => one.Ordinal);
            var identifiers = store.IdentifiersAt(ordinals);
            var found = await lookup.AskAsync(
                some.Length,
                (i, stop) => history.FindAsync(identifiers[i], (uint)message.Rand!, (uint)message.Seq!, from, to, stop),
                cancellationToken).ConfigureAwait(false);
            await writer.RecordAsync(new FoundStep(ordinals, found)).ConfigureAwait(false);
            for (var i = 0; i < some.Length; i++)
            {
                if (ToAskFor(ordinals[i], identifiers[i], some[i].Key, found[i]) is { } sent)
                    yield return sent;
            }
        }
    }

    // Null if there is nothing to take back.
    private MsgBatchSendResult? ToAskFor(int ordinal, string identifier, string key, Lookup<IReadOnlyList<string>> found)
    {
        // Not by the name that is known: there may be another message, and then it would not be looked for again.
        if (found.Failure is { } failure)
            return InDoubt(ordinal, identifier, failure);
        if (State.At(ordinal) == Standing.Missing)
            return null;
        string[] keys = [.. found.Found!.Distinct()];
        if (keys.Length == 0)
            return Sent(ordinal, identifier, key);
        var named = misnamed is null && !keys.Contains(key) ? key : "";
        if (keys.Length > 1 || named.Length > 0)
            twins.Add(identifier, keys[0], keys[1..], named);
        return Sent(ordinal, identifier, keys[0]);
    }

    private IEnumerable<(int Ordinal, string Key)> Ordinals() =>
        from some in unsure from ordinal in Enumerable.Range(some.Range.First, some.Range.Count) select (ordinal, some.Key);

    private static MsgBatchSendResult Sent(int ordinal, string identifier, string key) =>
        new(identifier, TimErrorCodes.Success) { MsgKey = key.Length > 0 ? key : null, Ordinal = ordinal };

    private static MsgBatchSendResult InDoubt(int ordinal, string identifier, string? failure = null)
    {
        var doubt = Doubt.Of(identifier, failure);
        return new MsgBatchSendResult(identifier, doubt.Code, doubt.Desc, SendOutcome.Unknown) { Ordinal = ordinal };
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
