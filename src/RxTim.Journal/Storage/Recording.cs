using System.Buffers;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>
/// Records who is asked, before anything is sent. Only the last commit is forced to the disk: up to it the journal counts as incomplete,
/// whatever else of it is there.
/// </summary>
internal sealed class Recording : IDisposable
{
    // Blocks between two commits, about 4 MB.
    private const int BlocksTogether = 64;

    private readonly SqliteConnection connection;
    private readonly SqliteCommand addBlock;
    private readonly byte[] param;
    private readonly byte[] details;
    private readonly ArrayBufferWriter<byte> block = new(IdentifierBlock.Size * 16);
    private SqliteTransaction transaction;
    private int inBlock;
    private int blocks;

    public Recording(SqliteConnection connection, byte[] param, JournalDetails details)
    {
        this.connection = connection;
        this.param = param;
        this.details = JsonSerializer.SerializeToUtf8Bytes(details, DetailsJsonContext.Default.JournalDetails);
        connection.Execute("PRAGMA synchronous=NORMAL");
        transaction = connection.BeginTransaction();
        JournalSchema.Create(connection);
        using (var add = connection.Prepare("INSERT INTO send VALUES(1, $0, $1, 0, 0, 0, 0)", 2))
            add.Execute(param, this.details);
        addBlock = connection.Prepare("INSERT INTO asked VALUES($0, $1, $2, $3)", 4);
    }

    /// <summary>How many were added.</summary>
    public int Count { get; private set; }

    public void Add(string identifier)
    {
        if (Count == Array.MaxLength)
            throw new InvalidOperationException($"A journal holds at most {Array.MaxLength} identifiers.");
        IdentifierBlock.Append(block, identifier);
        Count++;
        if (++inBlock == IdentifierBlock.Size)
            AddBlock();
    }

    /// <summary>All are there: from now on the journal can be sent with, and resumed.</summary>
    public void Complete()
    {
        if (inBlock > 0)
            AddBlock();
        transaction.Commit();
        connection.Execute("PRAGMA synchronous=FULL");
        using var complete = connection.Prepare("UPDATE send SET asked = $0, recorded = 1, checksum = $1", 2);
        complete.Execute((long)Count, SendRow.ChecksumOf(param, details, Count, recorded: true));
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose()
    {
        addBlock.Dispose();
        transaction.Dispose();
    }

    private void AddBlock()
    {
        var first = (long)(Count - inBlock);
        addBlock.Execute(first, (long)inBlock, block.WrittenSpan.ToArray(), BlockReader.ChecksumOf(first, inBlock, block.WrittenSpan));
        block.ResetWrittenCount();
        inBlock = 0;
        if (++blocks % BlocksTogether != 0)
            return;
        transaction.Commit();
        transaction.Dispose();
        transaction = connection.BeginTransaction();
        addBlock.Transaction = transaction;
    }
}
