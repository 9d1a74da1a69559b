namespace RxTim.Journal;

/// <summary>
/// A send that survives a crash: a SQLite file with who is asked, what was handed over and what was answered, each on the disk before what
/// follows from it happens. Opened again after any end of the process, it goes on where it stopped.
/// </summary>
/// <remarks>
/// <para>
/// Who is asked is recorded in full before anything is sent. Then each call is recorded before it is handed over, and each result before
/// the consumer has it. So an identifier that was answered is never sent to again; one that was never handed over is sent to; and one that
/// was in flight when the process ended is in doubt, and <see cref="JournalSendOptions.InDoubt"/> decides.
/// </para>
/// <para>
/// The message gets a random and a sequence, the same for all calls and all resumptions, so that a backend can tell a repeat. Each
/// identifier is sent to once: a repeat in a list is left out, one in a streamed source where it comes within 65,536 distinct ones.
/// </para>
/// <para>
/// Beside the file there are <c>-wal</c> and <c>-shm</c>, SQLite's own, while the journal is open or after a crash, and <c>-lock</c>, which
/// one process at a time has: they belong together. The files can be read by their owner only.
/// </para>
/// </remarks>
public sealed partial class SendJournal : IAsyncDisposable
{
    private readonly JournalStore store;
    private int sending;
    private int disposed;

    private SendJournal(JournalStore store) => this.store = store;

    /// <summary>The file.</summary>
    public string Path => store.Path;

    /// <summary>The message, with the random and the sequence that it is sent with.</summary>
    public Message Message => store.Contents.Send.Param.Message;

    /// <summary>How far the send has come. May be asked while it runs.</summary>
    public JournalCounts Counts => State.Counts;

    private SendState State => store.Contents.State;

    /// <summary>Makes a journal and records who is asked. Nothing is sent yet.</summary>
    /// <param name="path">The file to make. One whose recording was broken off is replaced, for nothing was sent with it.</param>
    /// <param name="param">The message and who it goes to.</param>
    /// <param name="cancellationToken">Gives up; then no journal is left.</param>
    /// <exception cref="JournalException">There is such a file already, or what belongs to a journal of that name that was not closed; or
    /// it cannot be written.</exception>
    public static Task<SendJournal> CreateAsync(string path, MsgBatchSendParam param, CancellationToken cancellationToken = default) =>
        CreateAsync(path, param, new JournalDetails(), cancellationToken);

    /// <inheritdoc cref="CreateAsync(string, MsgBatchSendParam, CancellationToken)"/>
    /// <param name="path">The file to make. One whose recording was broken off is replaced, for nothing was sent with it.</param>
    /// <param name="param">The message and who it goes to.</param>
    /// <param name="details">What is to stand in it for those who look after it.</param>
    /// <param name="cancellationToken">Gives up; then no journal is left.</param>
    public static async Task<SendJournal> CreateAsync(
        string path, MsgBatchSendParam param, JournalDetails details, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(param);
        using var known = new ListedIdentifiers(param.Identifiers);
        var identifiers = new IdentifierList(param.Identifiers);
        return await CreateAsync(path, param, details, identifiers, known.Add, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes a journal and records who is asked, however many they are. Nothing is sent yet.</summary>
    /// <param name="path">The file to make: see <see cref="CreateAsync(string, MsgBatchSendParam, CancellationToken)"/>.</param>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to: read to its end, up to 2,147,483,591.</param>
    /// <param name="cancellationToken">Gives up; then no journal is left.</param>
    /// <exception cref="JournalException">There is such a file already, or what belongs to a journal of that name that was not closed; or
    /// it cannot be written.</exception>
    /// <exception cref="ArgumentException">An identifier is null or has half a surrogate pair; the message says which. Whatever the source
    /// throws comes as it is.</exception>
    public static Task<SendJournal> CreateAsync(
        string path, Message message, IAsyncEnumerable<string> identifiers, CancellationToken cancellationToken = default) =>
        CreateAsync(path, message, identifiers, new JournalDetails(), cancellationToken);

    /// <inheritdoc cref="CreateAsync(string, Message, IAsyncEnumerable{string}, CancellationToken)"/>
    /// <param name="path">The file to make: see <see cref="CreateAsync(string, MsgBatchSendParam, CancellationToken)"/>.</param>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to: read to its end, up to 2,147,483,591.</param>
    /// <param name="details">What is to stand in it for those who look after it.</param>
    /// <param name="cancellationToken">Gives up; then no journal is left.</param>
    public static Task<SendJournal> CreateAsync(
        string path, Message message, IAsyncEnumerable<string> identifiers, JournalDetails details, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(identifiers);
        var param = new MsgBatchSendParam { Identifiers = [], Message = message };
        return CreateAsync(path, param, details, identifiers, new RecentIdentifiers(CallPacker.StreamedWindow).Add, cancellationToken);
    }

    /// <summary>Opens a journal, after a crash or not, and checks all that stands in it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellationToken">Gives up the waiting; the check goes on to its end by itself.</param>
    /// <exception cref="JournalException">There is none, it is in use, damaged, incomplete, or another version's.</exception>
    public static async Task<SendJournal> OpenAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var opening = Task.Run(() => JournalStore.OpenAsync(path, cancellationToken), cancellationToken);
        return new SendJournal(await opening.ConfigureAwait(false));
    }

    /// <summary>Closes the files. A send that runs must have been ended.</summary>
    /// <returns>Complete when they are closed.</returns>
    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
            store.Dispose();
        return default;
    }

    private static async Task<SendJournal> CreateAsync(
        string path,
        MsgBatchSendParam param,
        JournalDetails details,
        IAsyncEnumerable<string> identifiers,
        Func<string, bool> isNew,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(details);
        var made = details with { MadeAt = details.MadeAt ?? DateTimeOffset.UtcNow };
        var stamp = RepeatStamp.For(param.Message);
        var sent = param with { Identifiers = [], Message = param.Message with { Rand = stamp.Random, Seq = stamp.Sequence } };
        var json = TimJson.Encode(sent, WireJsonContext.Default.MsgBatchSendParam);
        var making = Task.Run(() => JournalMaker.MakeAsync(path, json, made, RecordAsync, cancellationToken), cancellationToken);
        return new SendJournal(await making.ConfigureAwait(false));

        async Task RecordAsync(Recording recording)
        {
            var number = 0L;
            await foreach (var identifier in identifiers.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (isNew(IdentifierCheck.Of(identifier, ++number)))
                    recording.Add(identifier);
            }
        }
    }
}
