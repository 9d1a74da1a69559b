namespace RxTim;

/// <summary>
/// Pulls identifiers from their source and packs them into calls: as many as a call may carry, in identifiers and in bytes, without
/// repeats unless they are wanted. It pulls only when asked for a call, and for one caller at a time.
/// </summary>
internal sealed class CallPacker : IAsyncDisposable
{
    // How far back a repeat is known in a source that need not fit into memory.
    public const int StreamedWindow = 65_536;

    // How many repeats are passed over before a call that is not full goes out.
    private const int MostRepeats = 100_000;

    private static readonly Task<bool> Moved = Task.FromResult(true);
    private static readonly Task<bool> AtEnd = Task.FromResult(false);

    private readonly IAsyncEnumerator<string> source;
    private readonly CallDraft draft;
    private readonly TimeProvider time;
    private readonly TimeSpan linger;

    // Null where each occurrence is sent to.
    private readonly IKnownIdentifiers? known;

    // The source's next answer, where a call went out without it.
    private Task<bool>? pendingMove;

    // How long it may pause before the draft goes out as it is; made for the first pause.
    private Patience? patience;

    // An identifier that did not fit into the last call.
    private string? carried;

    private long pulled;
    private bool ended;

    /// <param name="identifiers">The source.</param>
    /// <param name="options">How long to wait for a full call, and what repeats are worth.</param>
    /// <param name="draft">Where the calls are put together.</param>
    /// <param name="ending">Cancelled when the send ends; the source is given it.</param>
    public CallPacker(IAsyncEnumerable<string> identifiers, TimClientOptions options, CallDraft draft, CancellationToken ending)
    {
        this.draft = draft;
        source = identifiers.GetAsyncEnumerator(ending);
        time = options.TimeProvider;
        linger = options.Linger;
        if (options.Duplicates == DuplicateIdentifiers.SendOnce)
            known = identifiers is IdentifierList list ? new ListedIdentifiers(list.Items) : new RecentIdentifiers(StreamedWindow);
    }

    /// <summary>What went wrong with the source, in the end or in its disposal; told once the identifiers before the fault were
    /// packed.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>The next call's identifiers; null at the source's end.</summary>
    public async ValueTask<string[]?> NextAsync(CancellationToken ending)
    {
        if (carried is not null)
        {
            draft.TryAdd(carried);
            carried = null;
        }

        try
        {
            await FillAsync(ending).ConfigureAwait(false);
        }
        finally
        {
            patience?.Dispose();
            patience = null;
        }
        return draft.Count == 0 ? null : draft.Take();
    }

    public async ValueTask DisposeAsync()
    {
        known?.Dispose();
        try
        {
            // A source may not be disposed while it works on its next answer.
            if (pendingMove is not null)
                await pendingMove.ConfigureAwait(false);
        }
        catch (Exception late)
        {
            Fault ??= late;
        }
        try
        {
            await source.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            Fault ??= thrown;
        }
    }

    // Until the draft is full, the source at its end, or it has paused for too long.
    private async ValueTask FillAsync(CancellationToken ending)
    {
        var repeats = 0;
        while (!draft.IsFull && !ended && !ending.IsCancellationRequested)
        {
            string identifier;
            try
            {
                var move = MoveNext();
                if (draft.Count > 0 && !move.IsCompleted)
                {
                    // A full call is better, but a source that pauses must not hold back the identifiers that it gave.
                    pendingMove = move;
                    if (!await (patience ??= new Patience(linger, time, ending)).OutlastsAsync(move).ConfigureAwait(false))
                        break;
                    pendingMove = null;
                }
                if (ended = !await move.ConfigureAwait(false))
                    break;
                identifier = IdentifierText.Checked(source.Current, ++pulled);
            }
            catch (Exception thrown)
            {
                Fault = thrown;
                ended = true;
                break;
            }
            if (known?.Add(identifier) == false)
            {
                // A source that gives repeats without a pause must not hold back the identifiers that it gave either.
                if (draft.Count > 0 && ++repeats == MostRepeats)
                    break;
                continue;
            }
            if (!draft.TryAdd(identifier))
            {
                carried = identifier;
                break;
            }
        }
    }

    private Task<bool> MoveNext()
    {
        if (pendingMove is { } pending)
        {
            pendingMove = null;
            return pending;
        }
        var move = source.MoveNextAsync();
        // An answer that is there at once makes no task.
        return move.IsCompletedSuccessfully ? move.Result ? Moved : AtEnd : move.AsTask();
    }
}
