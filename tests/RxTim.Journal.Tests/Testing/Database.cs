using Microsoft.Data.Sqlite;

namespace RxTim.Journal.Tests;

/// <summary>Changes a file by SQL, as nobody should.</summary>
internal static class Database
{
    public static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
