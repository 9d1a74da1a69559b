using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Appends to the log, a transaction at a time. Rows that say the same of neighbours become one.</summary>
internal sealed class LogWriter : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand insert;
    private SqliteTransaction? transaction;

    // What may still grow.
    private LogRow? open;

    public LogWriter(SqliteConnection connection, long lastRow)
    {
        this.connection = connection;
        LastRow = lastRow;
        insert = connection.Prepare("INSERT INTO log VALUES($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)", 12);
    }

    /// <summary>The number of the newest row.</summary>
    public long LastRow { get; private set; }

    public void Append(in LogRow row)
    {
        if (open is { } grown)
        {
            if (grown.TryExtend(row))
            {
                open = grown;
                return;
            }
            Insert(grown);
        }
        open = row;
    }

    /// <summary>When this returns, all that was appended is on the disk.</summary>
    /// <returns>Whether there was anything.</returns>
    public bool Commit()
    {
        if (open is { } row)
            Insert(row);
        open = null;
        if (transaction is null)
            return false;
        transaction.Commit();
        transaction.Dispose();
        transaction = null;
        return true;
    }

    /// <summary>Forgets what was appended since the last commit.</summary>
    public void RollBack()
    {
        open = null;
        transaction?.Dispose();
        transaction = null;
    }

    public void Dispose()
    {
        RollBack();
        insert.Dispose();
    }

    private void Insert(in LogRow row)
    {
        if (transaction is null)
            insert.Transaction = transaction = connection.BeginTransaction();
        var id = ++LastRow;
        insert.Execute(
            id, (long)row.Kind, (long)row.First, (long)row.Count, (long)row.Code, row.Desc, row.Key, (long)row.Attempts,
            (long)row.Random, (long)row.Sequence, row.At, row.Checksum(id));
    }
}
