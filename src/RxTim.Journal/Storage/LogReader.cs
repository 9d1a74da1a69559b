using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Reads the log.</summary>
internal static class LogReader
{
    /// <summary>All rows, oldest first, or those that a condition names; each is checked, and of all, that none is missing.</summary>
    /// <exception cref="JournalException">A row is missing, or not as it was written.</exception>
    public static IEnumerable<LogRow> Read(SqliteConnection connection, string path, string? condition = null) =>
        ReadNumbered(connection, path, condition).Select(static row => row.Row);

    /// <inheritdoc cref="Read"/>
    /// <param name="connection">The journal.</param>
    /// <param name="path">The journal's name.</param>
    /// <param name="condition">Which rows; all if it is null.</param>
    /// <param name="most">How many at most; all if it is null.</param>
    /// <returns>Each row with its number.</returns>
    public static IEnumerable<(long Id, LogRow Row)> ReadNumbered(
        SqliteConnection connection, string path, string? condition, int? most = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, kind, first, count, code, desc, key, attempts, random, sequence, at, checksum FROM log"
            + $"{(condition is null ? "" : $" WHERE {condition}")} ORDER BY id{(most is null ? "" : $" LIMIT {most}")}";
        using var row = command.ExecuteReader();
        for (var expected = 1L; row.Read(); expected++)
        {
            var id = row.GetInt64(0);
            if (condition is null && id != expected)
                throw SqliteFaults.Damaged(path, $"row {expected} of the log is missing");
            if (RowOf(row) is not { } read || read.Checksum(id) != row.GetInt64(11))
                throw SqliteFaults.Damaged(path, $"row {id} of the log has changed");
            yield return (id, read);
        }
    }

    // Null if a number is out of its range.
    private static LogRow? RowOf(SqliteDataReader row)
    {
        try
        {
            return checked(new LogRow((LogKind)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3))
            {
                Code = (int)row.GetInt64(4),
                Desc = row.GetString(5),
                Key = row.GetString(6),
                Attempts = (int)row.GetInt64(7),
                Random = (uint)row.GetInt64(8),
                Sequence = (uint)row.GetInt64(9),
                At = row.GetInt64(10),
            });
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
