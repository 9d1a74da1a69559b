using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Short forms for a connection.</summary>
internal static class Sql
{
    // In full, so that it is the name of a file whatever it begins with: SQLite also takes addresses such as file:x?mode=ro.
    public static SqliteConnection Open(string path, SqliteOpenMode mode) => OpenSource(Path.GetFullPath(path), mode);

    /// <summary>Opens a file that nobody changes meanwhile, so that nothing needs to be made beside it.</summary>
    public static SqliteConnection OpenImmutable(string path)
    {
        var segments = Path.GetFullPath(path).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString);
        return OpenSource($"file:///{string.Join('/', segments).TrimStart('/')}?immutable=1", SqliteOpenMode.ReadOnly);
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static long Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>A statement to be run many times, with parameters <c>$0</c>, <c>$1</c> and so on.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    public static void Execute(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static SqliteConnection OpenSource(string source, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 5,
        }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
