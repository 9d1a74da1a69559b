using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>Commands whose parameters are called <c>$0</c>, <c>$1</c> and so on.</summary>
internal static class Commands
{
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter($"${i}", null));
        return command;
    }

    public static void Set(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    /// <summary>Runs it, and gives how many rows it changed.</summary>
    public static int Run(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        command.Set(values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The one number that it asks for.</summary>
    public static long Number(this SqliteCommand command, params ReadOnlySpan<object> values)
    {
        command.Set(values);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static long Number(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
