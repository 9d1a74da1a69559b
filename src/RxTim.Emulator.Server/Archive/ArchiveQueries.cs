using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>What is looked up in the archive.</summary>
internal static class ArchiveQueries
{
    private const string Columns =
        """
        SELECT d.id, m.sender, d.receiver, m.receivers, m.time, coalesce(d.rand, m.rand) rand, coalesce(d.seq, m.seq) seq, d.state,
            c.body, c.cloud, c.flags, m.send
        FROM delivery d JOIN message m ON m.id = d.message JOIN content c ON c.id = m.content
        """;

    /// <summary>How many messages are kept, one for each receiver.</summary>
    public static long Kept(this Archive archive) => archive.Read(static connection =>
    {
        using var command = Command(connection, "SELECT coalesce(max(id) - min(id) + 1, 0) FROM delivery");
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>What is known of accounts, and whether they exist.</summary>
    public static List<KeyValuePair<string, bool>> KnownAccounts(this Archive archive) => archive.Read(static connection =>
    {
        using var command = Command(connection, "SELECT identifier, deleted FROM account");
        using var row = command.ExecuteReader();
        var known = new List<KeyValuePair<string, bool>>();
        while (row.Read())
            known.Add(new(row.GetString(0), row.GetInt64(1) == 0));
        return known;
    });

    /// <summary>Messages, latest first. Those of one account are what it got and sent; what it sent to many is there once.</summary>
    public static List<ArchivedMessage> Messages(this Archive archive, ArchiveFilter filter) => archive.Read(connection =>
    {
        const string Fits = "d.id < $before AND m.time * 1000 + 999 >= $since AND m.time * 1000 <= $until";
        var sql = filter switch
        {
            { Account: not null } =>
                $"""
                SELECT * FROM ({Columns} WHERE d.receiver = $account AND {Fits} AND ($send = 0 OR m.send = $send)
                    ORDER BY d.id DESC LIMIT $limit)
                UNION
                SELECT * FROM ({Columns} AND m.first = d.id WHERE m.sender = $account AND {Fits} AND ($send = 0 OR m.send = $send)
                    ORDER BY m.id DESC LIMIT $limit)
                ORDER BY 1 DESC LIMIT $limit
                """,
            { Send: not 0 } =>
                $"""
                {Columns} WHERE m.send = $send AND m.first < $before AND d.id BETWEEN m.first AND m.first + m.receivers - 1 AND {Fits}
                ORDER BY m.id DESC, d.id DESC LIMIT $limit
                """,
            _ => $"{Columns} WHERE {Fits} ORDER BY d.id DESC LIMIT $limit",
        };
        using var command = Command(
            connection,
            sql,
            ("$account", filter.Account ?? ""),
            ("$send", filter.Send),
            ("$before", filter.Before),
            ("$since", filter.Since),
            ("$until", filter.Until),
            ("$limit", filter.Limit));
        return Messages(command);
    });

    /// <summary>One message; null if it is not kept.</summary>
    public static ArchivedMessage? Message(this Archive archive, long id) => archive.Read(connection =>
    {
        using var command = Command(connection, $"{Columns} WHERE d.id = $id", ("$id", id));
        return Messages(command) is [var message] ? message : null;
    });

    /// <summary>What two users sent each other, as one of them has it: latest first, by time, then by sequence.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="user">Who has it.</param>
    /// <param name="peer">The other.</param>
    /// <param name="time">The first and the last second.</param>
    /// <param name="after">The message that it goes on after.</param>
    /// <param name="limit">The most messages.</param>
    public static List<ArchivedMessage> History(
        this Archive archive, string user, string peer, (long Min, long Max) time, (long Time, long Seq, long Rand) after, int limit) =>
        archive.Read(connection =>
        {
            using var command = Command(
                connection,
                $"""
                SELECT * FROM (
                    {Columns} WHERE d.receiver = $user AND m.sender = $peer AND m.time BETWEEN $min AND $max AND c.flags & 2 = 0
                    UNION ALL
                    {Columns} WHERE d.receiver = $peer AND m.sender = $user AND m.time BETWEEN $min AND $max AND c.flags & 3 = 0
                        AND $user <> $peer)
                WHERE (time, seq, rand) < ($afterTime, $afterSeq, $afterRand) ORDER BY time DESC, seq DESC, rand DESC LIMIT $limit
                """,
                ("$user", user),
                ("$peer", peer),
                ("$min", time.Min),
                ("$max", time.Max),
                ("$afterTime", after.Time),
                ("$afterSeq", after.Seq),
                ("$afterRand", after.Rand),
                ("$limit", limit));
            return Messages(command);
        });

    /// <summary>How many messages someone has not read: from one peer, or from all.</summary>
    public static long Unread(this Archive archive, string account, string? peer) => archive.Read(connection =>
    {
        using var command = Command(
            connection,
            $"""
            SELECT count(*) FROM delivery d JOIN message m ON m.id = d.message JOIN content c ON c.id = m.content
            WHERE d.receiver = $account AND d.state = 0 AND c.flags & {(int)(SentFlags.OnlineOnly | SentFlags.NoUnread)} = 0
                AND ($peer IS NULL OR m.sender = $peer)
            """,
            ("$account", account),
            ("$peer", peer ?? (object)DBNull.Value));
        return (long)command.ExecuteScalar()!;
    });

    private static List<ArchivedMessage> Messages(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var messages = new List<ArchivedMessage>();
        while (row.Read())
        {
            var content = new SentContent(
                row.GetFieldValue<byte[]>(8), row.IsDBNull(9) ? null : row.GetString(9), (SentFlags)row.GetInt64(10));
            messages.Add(new ArchivedMessage(
                row.GetInt64(0),
                row.GetString(1),
                row.GetString(2),
                row.GetInt64(3),
                row.GetInt64(4),
                unchecked((ulong)row.GetInt64(5)),
                unchecked((ulong)row.GetInt64(6)),
                (DeliveryState)row.GetInt64(7),
                content,
                row.GetInt64(11)));
        }
        return messages;
    }

    internal static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
