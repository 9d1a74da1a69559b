using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>What is looked up of sends.</summary>
internal static class SendQueries
{
    // The most rows that are looked through for one page.
    private const int MostRows = 20_000;

    private const string Columns =
        """
        SELECT s.id, s.sender, s.rand, s.seq, s.via, s.api, s.time, s.last, s.calls, s.asked, s.sent, s.failed, c.body, c.cloud, c.flags
        FROM send s JOIN content c ON c.id = s.content
        """;

    /// <summary>Sends, latest first, and the number from which to go on; 0 at the end.</summary>
    public static (List<ArchivedSend> Sends, long Next) Sends(this Archive archive, ArchiveFilter filter) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection,
            $"""
            {Columns} WHERE s.id < $before AND s.last >= $since AND s.time <= $until AND (s.failed > 0 OR NOT $onlyFailed)
            ORDER BY s.id DESC LIMIT $rows
            """,
            ("$before", filter.Before),
            ("$since", filter.Since),
            ("$until", filter.Until),
            ("$onlyFailed", filter.OnlyFailed),
            ("$rows", MostRows));
        using var row = command.ExecuteReader();
        var found = new List<ArchivedSend>();
        var (rows, last) = (0, 0L);
        while (found.Count < filter.Limit && row.Read())
        {
            rows++;
            var send = Send(row);
            last = send.Id;
            if (Has(send, filter.Search))
                found.Add(send);
        }
        return (found, found.Count < filter.Limit && rows < MostRows ? 0 : last);
    });

    /// <summary>One send; null if it is not kept.</summary>
    public static ArchivedSend? Send(this Archive archive, long id) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(connection, $"{Columns} WHERE s.id = $id", ("$id", id));
        using var row = command.ExecuteReader();
        return row.Read() ? Send(row) : null;
    });

    /// <summary>With which codes a send failed, and for how many accounts that it did not reach since; most first.</summary>
    public static List<(int Code, long Accounts)> Codes(this Archive archive, long send) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection,
            "SELECT code, count(*) FROM failure WHERE send = $send AND settled = 0 GROUP BY code ORDER BY 2 DESC, 1",
            ("$send", send));
        using var row = command.ExecuteReader();
        var codes = new List<(int, long)>();
        while (row.Read())
            codes.Add((row.GetInt32(0), row.GetInt64(1)));
        return codes;
    });

    private static bool Has(ArchivedSend send, string search) => search.Length == 0
        || send.Sender.Contains(search, StringComparison.OrdinalIgnoreCase)
        || Preview.Of(send.Content).Contains(search, StringComparison.OrdinalIgnoreCase);

    private static ArchivedSend Send(SqliteDataReader row) => new(
        row.GetInt64(0),
        row.GetString(1),
        unchecked((ulong)row.GetInt64(2)),
        unchecked((ulong)row.GetInt64(3)),
        row.GetString(4),
        row.GetString(5),
        row.GetInt64(6),
        row.GetInt64(7),
        row.GetInt64(8),
        row.GetInt64(9),
        row.GetInt64(10),
        row.GetInt64(11),
        new SentContent(row.GetFieldValue<byte[]>(12), row.IsDBNull(13) ? null : row.GetString(13), (SentFlags)row.GetInt64(14)));
}
