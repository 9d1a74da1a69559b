using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>
/// The archive's tables: each content once, each message once, and one narrow row for each receiver, whose random and sequence are there
/// only where they are its own. A message's receivers have numbers in a row, the first in <c>first</c>.
/// </summary>
internal static class ArchiveSchema
{
    private const long Version = 2;

    private const string Tables =
        """
        CREATE TABLE content(id INTEGER PRIMARY KEY, body BLOB NOT NULL, cloud TEXT, flags INTEGER NOT NULL) STRICT;
        CREATE TABLE message(id INTEGER PRIMARY KEY, content INTEGER NOT NULL, sender TEXT NOT NULL, time INTEGER NOT NULL,
            rand INTEGER NOT NULL, seq INTEGER NOT NULL, first INTEGER NOT NULL, receivers INTEGER NOT NULL) STRICT;
        CREATE INDEX message_sender ON message(sender);
        CREATE TABLE delivery(id INTEGER PRIMARY KEY, message INTEGER NOT NULL, receiver TEXT NOT NULL, rand INTEGER, seq INTEGER,
            state INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX delivery_receiver ON delivery(receiver);
        CREATE TABLE account(identifier TEXT PRIMARY KEY, nick TEXT, face_url TEXT, deleted INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        """;

    // Then nothing could be taken back or read.
    private const string FromVersion1 = "ALTER TABLE delivery ADD COLUMN state INTEGER NOT NULL DEFAULT 0;";

    public static SqliteConnection Open(string? file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file ?? ":memory:",
            Mode = file is null ? SqliteOpenMode.Memory : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();
            if (file is not null)
                Execute(connection, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
            Execute(connection, "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;");
            Prepare(connection, file);
            return connection;
        }
        catch (SqliteException error)
        {
            connection.Dispose();
            throw new InvalidOperationException($"The database '{file}' cannot be used: {error.Message}", error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string? file)
    {
        using var transaction = connection.BeginTransaction();
        var version = Number(connection, "PRAGMA user_version");
        var tables = Number(connection, "SELECT count(*) FROM sqlite_schema");
        if (version == 0 && tables == 0)
            Execute(connection, $"{Tables} PRAGMA user_version={Version};");
        else if (version == 1)
            Execute(connection, $"{FromVersion1} PRAGMA user_version={Version};");
        else if (version != Version)
            throw new InvalidOperationException($"The database '{file}' is not an emulator's, or one of another version.");
        transaction.Commit();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
