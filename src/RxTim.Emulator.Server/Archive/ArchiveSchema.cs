using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>Opens the archive's database, and makes or renews its tables.</summary>
internal static class ArchiveSchema
{
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
            Execute(connection, ArchiveTables.New);
        else if (ArchiveTables.Renewal(version) is { } renewal)
            Execute(connection, renewal);
        else if (version != ArchiveTables.Version)
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
