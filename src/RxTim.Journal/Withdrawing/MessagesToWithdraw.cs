namespace RxTim.Journal;

/// <summary>
/// From whom a message is to be taken back, in the form in which a withdrawal pulls them. First those who have one message whose name is
/// known; then those who are looked up in the backend's history.
/// </summary>
/// <param name="store">The journal.</param>
/// <param name="found">Looks them up; null without a history.</param>
internal sealed class MessagesToWithdraw(JournalStore store, FoundMessages? found) : IAsyncEnumerable<MsgBatchSendResult>
{
    // Rows read at a time.
    private const int RowsTogether = 256;

    // Those of whom it is not known what they have, and the name of the message that they have for sure, if any.
    private readonly List<(OrdinalRange Range, string Key)> unsure = [];

    private SendState State => store.Contents.State;

    public static MsgBatchSendResult Sent(int ordinal, string identifier, string key) =>
        new(identifier, TimErrorCodes.Success) { MsgKey = key.Length > 0 ? key : null, Ordinal = ordinal };

    public static MsgBatchSendResult InDoubt(int ordinal, string identifier, string? failure = null)
    {
        var doubt = Doubt.Of(identifier, failure);
        return new MsgBatchSendResult(identifier, doubt.Code, doubt.Desc, SendOutcome.Unknown) { Ordinal = ordinal };
    }

    public async IAsyncEnumerator<MsgBatchSendResult> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var sent in Sure())
            yield return sent;
        foreach (var range in State.Ranges(static standing => standing == Standing.Unknown))
            unsure.Add((range, ""));
        if (unsure.Count == 0)
            yield break;
        await foreach (var sent in (found is null ? Unsure() : found.OfAsync(Ordinals(), cancellationToken)).ConfigureAwait(false))
            yield return sent;
    }

    // Those who have one message, and its name is known; and notes the others who were sent to.
    private IEnumerable<MsgBatchSendResult> Sure()
    {
        var last = 0L;
        List<(long Id, LogRow Row)> rows;
        do
        {
            rows = store.Reading.SentRows(last, RowsTogether);
            foreach (var (id, row) in rows)
            {
                last = id;
                for (var ordinal = row.First; ordinal < row.End; ordinal++)
                {
                    var standing = State.At(ordinal);
                    if (standing == Standing.Sent && row.Key.Length > 0)
                        yield return Sent(ordinal, store.Reading.IdentifierAt(ordinal), row.Key);
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
            var identifier = store.Reading.IdentifierAt(ordinal);
            yield return State.At(ordinal) == Standing.Unknown ? InDoubt(ordinal, identifier) : Sent(ordinal, identifier, key);
        }
    }

    private IEnumerable<(int Ordinal, string Key)> Ordinals() =>
        from some in unsure from ordinal in Enumerable.Range(some.Range.First, some.Range.Count) select (ordinal, some.Key);
}
