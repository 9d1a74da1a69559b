using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>A connection that only reads, and sees one moment of the journal.</summary>
internal static class ReadOnlyConnection
{
    /// <param name="path">The journal.</param>
    /// <param name="isImmutable">Whether SQLite relies on it that nobody changes the file.</param>
    public static SqliteConnection Open(string path, out bool isImmutable)
    {
        isImmutable = false;
        try
        {
            return Begin(Sql.Open(path, SqliteOpenMode.ReadOnly));
        }
        catch (SqliteException failure) when (IsForWantOfRights(failure) && new FileInfo($"{path}-wal") is not { Exists: true, Length: > 0 })
        {
            // To read a file in WAL mode SQLite makes files beside it, which not everybody may. One that was closed is whole without them.
            isImmutable = true;
            return Begin(Sql.OpenImmutable(path));
        }
    }

    private static bool IsForWantOfRights(SqliteException failure) =>
        failure.SqliteErrorCode is SqliteFaults.ReadOnly or SqliteFaults.CannotOpen;

    private static SqliteConnection Begin(SqliteConnection connection)
    {
        try
        {
            connection.Execute("BEGIN; SELECT count(*) FROM sqlite_schema");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
