using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace RxTim.Emulator;

/// <summary>Adds the rows of receivers: the archive's busiest statement, so it is bound and stepped by SQLite's own calls.</summary>
internal sealed class DeliveryInsert : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;

    // A receiver as UTF-8; it grows with the longest.
    private byte[] utf8 = new byte[256];

    public DeliveryInsert(SqliteConnection connection)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, "INSERT INTO delivery(id, message, receiver, rand, seq) VALUES(?, ?, ?, ?, ?)", out statement));
    }

    /// <summary>Adds a row; the random and the sequence are null where they are the message's.</summary>
    public void Add(long id, long message, string receiver, ulong? rand, ulong? seq)
    {
        var most = Encoding.UTF8.GetMaxByteCount(receiver.Length);
        if (utf8.Length < most)
            utf8 = new byte[most];
        var length = Encoding.UTF8.GetBytes(receiver, utf8);

        Check(raw.sqlite3_bind_int64(statement, 1, id));
        Check(raw.sqlite3_bind_int64(statement, 2, message));
        Check(raw.sqlite3_bind_text(statement, 3, utf8.AsSpan(0, length)));
        BindNumber(4, rand);
        BindNumber(5, seq);
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        Check(result);
    }

    public void Dispose() => statement.Dispose();

    private void BindNumber(int index, ulong? number) =>
        Check(number is null
            ? raw.sqlite3_bind_null(statement, index)
            : raw.sqlite3_bind_int64(statement, index, unchecked((long)number.Value)));

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, database);
}
