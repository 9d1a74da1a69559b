using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>What is looked up of calls.</summary>
internal static class CallQueries
{
    private const string Columns =
        """
        SELECT l.id, l.send, l.time, l.via, l.api, l.sender, l.receivers, l.identifiers, l.failed, l.code, l.info, c.body, c.cloud, c.flags
        FROM call l LEFT JOIN send s ON s.id = l.send LEFT JOIN content c ON c.id = s.content
        """;

    /// <summary>Calls, latest first.</summary>
    public static List<ArchivedCall> Calls(this Archive archive, ArchiveFilter filter) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection,
            $"""
            {Columns} WHERE l.id < $before AND l.time BETWEEN $since AND $until AND (l.code <> 0 OR NOT $onlyFailed)
                {(filter.Send == 0 ? "" : "AND l.send = $send")}
            ORDER BY l.id DESC LIMIT $limit
            """,
            ("$before", filter.Before),
            ("$since", filter.Since),
            ("$until", filter.Until),
            ("$onlyFailed", filter.OnlyFailed),
            ("$send", filter.Send),
            ("$limit", filter.Limit));
        using var row = command.ExecuteReader();
        var calls = new List<ArchivedCall>();
        while (row.Read())
            calls.Add(Call(row));
        return calls;
    });

    /// <summary>One call; null if it is not kept.</summary>
    public static ArchivedCall? Call(this Archive archive, long id) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(connection, $"{Columns} WHERE l.id = $id", ("$id", id));
        using var row = command.ExecuteReader();
        return row.Read() ? Call(row) : null;
    });

    /// <summary>What a call asked and what it was answered, as JSON; null where that is not kept.</summary>
    public static (string? Request, string? Answer) CallJson(this Archive archive, long id) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(connection, "SELECT request, answer FROM call WHERE id = $id", ("$id", id));
        using var row = command.ExecuteReader();
        return row.Read() ? (Text(row, 0), Text(row, 1)) : (null, null);
    });

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : PackedJson.Text(row.GetFieldValue<byte[]>(column));

    private static ArchivedCall Call(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.IsDBNull(1) ? null : row.GetInt64(1),
        row.GetInt64(2),
        row.GetString(3),
        row.GetString(4),
        row.IsDBNull(5) ? null : row.GetString(5),
        JsonSerializer.Deserialize(row.GetString(6), ReceiversJson.Default.StringArray)!,
        row.GetInt32(7),
        row.GetInt32(8),
        row.GetInt32(9),
        row.GetString(10),
        row.IsDBNull(11)
            ? null
            : Preview.Of(new SentContent(
                row.GetFieldValue<byte[]>(11), row.IsDBNull(12) ? null : row.GetString(12), (SentFlags)row.GetInt64(13))));
}
