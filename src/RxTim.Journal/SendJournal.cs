using System.Security.Cryptography;
using System.Text;

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

    // Guards what follows: what is going on, one thing at a time, and the disposal, from its beginning on.
    private readonly Lock gate = new();
    private IAsyncDisposable? work;
    private Task? disposal;

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
    public static Task<SendJournal> CreateAsync(
        string path, MsgBatchSendParam param, JournalDetails details, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(param);
        return CreateAsync(path, param, details, RecordAsync, cancellationToken);

        Task RecordAsync(Recording recording)
        {
            foreach (var identifier in Identifiers.Distinct(param.Identifiers))
            {
                cancellationToken.ThrowIfCancellationRequested();
                recording.Add(identifier);
            }
            return Task.CompletedTask;
        }
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
        return CreateAsync(path, param, details, RecordAsync, cancellationToken);

        async Task RecordAsync(Recording recording)
        {
            await foreach (var identifier in Identifiers.DistinctAsync(identifiers, cancellationToken).ConfigureAwait(false))
            {
                cancellationToken.ThrowIfCancellationRequested();
                recording.Add(identifier);
            }
        }
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

    /// <summary>Ends a send that runs, whose consumer gets a <see cref="TimException"/> (code 7009), and closes the files.</summary>
    /// <returns>Complete when nothing of the send runs, what was handed over and answered by then is recorded, and the files are
    /// closed.</returns>
    public ValueTask DisposeAsync()
    {
        lock (gate)
            return new ValueTask(disposal ??= CloseAsync(work));
    }

    private async Task CloseAsync(IAsyncDisposable? running)
    {
        // Outside the lock, which the run's own end takes.
        await Task.Yield();
        if (running is not null)
            await running.DisposeAsync().ConfigureAwait(false);
        store.Dispose();
    }

    private static async Task<SendJournal> CreateAsync(
        string path, MsgBatchSendParam param, JournalDetails details, Func<Recording, Task> record, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(details);
        var made = details with { MadeAt = details.MadeAt ?? TimeProvider.System.GetUtcNow() };
        var message = param.Message with { Rand = OwnOrDrawn(param.Message.Rand), Seq = OwnOrDrawn(param.Message.Seq) };
        var sent = Encoding.UTF8.GetBytes((param with { Identifiers = [], Message = message }).ToJson());
        var making = Task.Run(() => JournalMaker.MakeAsync(path, sent, made, record, cancellationToken), cancellationToken);
        return new SendJournal(await making.ConfigureAwait(false));
    }

    // By these a backend knows a message that it has already, also after a crash.
    private static uint OwnOrDrawn(ulong? own) =>
        (uint)own.GetValueOrDefault() is not 0 and var number ? number : (uint)RandomNumberGenerator.GetInt32(1, int.MaxValue);
}
