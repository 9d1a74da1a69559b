using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>
/// All messages, calls and accounts in SQLite: in memory, where older ones make room, or in a file, where all stay. One task writes: all
/// that waits goes into one transaction, so that many calls at once cost one commit.
/// </summary>
/// <remarks>
/// A file is in WAL mode with <c>synchronous=NORMAL</c>: what is committed survives the end of the process, however it ends; only the
/// machine's own end can take the last commits with it. It is locked: one process at a time has it.
/// </remarks>
internal sealed class Archive : IEmulatorArchive, IAsyncDisposable
{
    private const int MostWritesTogether = 256;

    // Guards the connection: the writer and the readers take turns.
    private readonly Lock gate = new();

    private readonly Channel<ArchiveWrite> writes = Channel.CreateUnbounded<ArchiveWrite>(new() { SingleReader = true });
    private readonly SqliteConnection connection;
    private readonly ArchiveStatements statements;
    private readonly Task writer;
    private long callsLost;

    /// <summary>Opens it; a file that is not there is made.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be used; the message says why.</exception>
    public Archive(string? file, int capacity)
    {
        connection = ArchiveSchema.Open(file);
        try
        {
            statements = new ArchiveStatements(connection, file is null ? capacity : null);
            LastSequence = (ulong)statements.LastSequence;
            LastCall = statements.Calls.LastCall;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        writer = Task.Run(WriteAsync);
    }

    /// <inheritdoc/>
    public ulong LastSequence { get; }

    /// <summary>The highest number that a call had before; 0 if there was none.</summary>
    public long LastCall { get; }

    /// <summary>How many calls could not be kept, though what they sent was. They are in no view.</summary>
    public long CallsLost => Interlocked.Read(ref callsLost);

    /// <inheritdoc/>
    public IEnumerable<KeyValuePair<string, bool>> Accounts => this.KnownAccounts();

    /// <inheritdoc/>
    public Task AddAsync(EmulatorMessage message, IReadOnlyList<Delivery> stored) =>
        Enqueue(new ArchiveWrite(statements => statements.Add(message, stored)));

    /// <inheritdoc/>
    public Task ImportAsync(string identifier, string? nick, string? faceUrl) =>
        Enqueue(new ArchiveWrite(statements => statements.SetAccount(identifier, nick, faceUrl, exists: true)));

    /// <inheritdoc/>
    public Task DeleteAsync(string identifier) =>
        Enqueue(new ArchiveWrite(statements => statements.SetAccount(identifier, null, null, exists: false)));

    /// <summary>Keeps a call. Nobody waits for that: what it stored is kept on its own, before it is answered.</summary>
    public void Record(CallRecord record) => _ = CountLostAsync(Enqueue(new ArchiveWrite(statements => statements.Calls.Add(record))));

    /// <summary>Keeps what a call was answered. Nobody waits for that either.</summary>
    public void RecordAnswer(long call, byte[] json) =>
        _ = CountLostAsync(Enqueue(new ArchiveWrite(statements => statements.Calls.Answer(call, json))));

    /// <summary>Takes all messages, sends, calls and failures away; accounts stay.</summary>
    /// <returns>Complete when that is done.</returns>
    public Task ClearAsync() => Enqueue(new ArchiveWrite(static statements => statements.Clear()));

    /// <summary>Complete when all that was to be kept until now is kept, or could not be.</summary>
    public async Task SettleAsync() =>
        await Enqueue(new ArchiveWrite(static _ => { })).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Takes a message back from its receiver.</summary>
    /// <returns>Complete when that is kept: 0, or the code that says why not.</returns>
    public async Task<int> WithdrawAsync(string sender, string receiver, MsgKey key)
    {
        var code = 0;
        await Enqueue(new ArchiveWrite(statements => code = statements.States.Withdraw(sender, receiver, key))).ConfigureAwait(false);
        return code;
    }

    /// <summary>Marks what someone got from another until a second as read.</summary>
    /// <returns>Complete when that is kept.</returns>
    public Task ReadAsync(string reader, string peer, long until) =>
        Enqueue(new ArchiveWrite(statements => statements.States.Read(reader, peer, until)));

    /// <summary>Keeps a message that was sent elsewhere, at its own time; false if it is there already.</summary>
    public async Task<bool> ImportMessageAsync(Delivery delivery)
    {
        var isNew = false;
        await Enqueue(new ArchiveWrite(statements =>
        {
            isNew = !statements.States.Has(delivery);
            if (isNew)
                statements.Add(delivery.Message, [delivery]);
        })).ConfigureAwait(false);
        return isNew;
    }

    /// <summary>Looks something up.</summary>
    public T Read<T>(Func<SqliteConnection, T> read)
    {
        lock (gate)
            return read(connection);
    }

    /// <summary>Keeps what waits, and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!writes.Writer.TryComplete())
            return;
        await writer.ConfigureAwait(false);
        lock (gate)
        {
            statements.Dispose();
            connection.Dispose();
        }
    }

    private Task Enqueue(ArchiveWrite write) =>
        writes.Writer.TryWrite(write) ? write.Kept : Task.FromException(new ObjectDisposedException(nameof(Archive)));

    private async Task CountLostAsync(Task kept)
    {
        await kept.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!kept.IsCompletedSuccessfully)
            Interlocked.Increment(ref callsLost);
    }

    private async Task WriteAsync()
    {
        var together = new List<ArchiveWrite>(MostWritesTogether);
        while (await writes.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (together.Count < MostWritesTogether && writes.Reader.TryRead(out var write))
                together.Add(write);
            var error = Commit(together);
            foreach (var write in together)
                write.Complete(error);
            together.Clear();
        }
    }

    // Null, or why nothing of it is kept.
    private Exception? Commit(List<ArchiveWrite> together)
    {
        lock (gate)
        {
            try
            {
                using var transaction = connection.BeginTransaction();
                statements.Begin(transaction);
                foreach (var write in together)
                    write.Apply(statements);
                statements.Prune();
                transaction.Commit();
                return null;
            }
            catch (Exception error)
            {
                statements.Forget();
                return error;
            }
        }
    }
}
