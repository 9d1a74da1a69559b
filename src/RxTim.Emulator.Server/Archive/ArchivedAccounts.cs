using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>Who is in the archive: whoever got or sent a message, and who was imported.</summary>
internal static class ArchivedAccounts
{
    // The most rows that are looked through for one page.
    private const int MostRows = 20_000;

    private const int MostCounted = 1_000;

    /// <summary>Who got the latest messages, from before a message's number; at the end also who got none and only failed.</summary>
    /// <returns>The identifiers, and the number from which to go on; 0 at the end.</returns>
    public static (List<string> Identifiers, long Next) LatestAccounts(this Archive archive, long before, string part, int limit) =>
        archive.Read(connection =>
        {
            using var command = ArchiveQueries.Command(
                connection,
                "SELECT id, receiver FROM delivery WHERE id < $before ORDER BY id DESC LIMIT $rows",
                ("$before", before),
                ("$rows", MostRows));
            using var row = command.ExecuteReader();
            var found = new HashSet<string>(StringComparer.Ordinal);
            var (rows, last) = (0, 0L);
            while (found.Count < limit && row.Read())
            {
                rows++;
                last = row.GetInt64(0);
                var receiver = row.GetString(1);
                if (receiver.Contains(part, StringComparison.OrdinalIgnoreCase))
                    found.Add(receiver);
            }
            if (found.Count == limit || rows == MostRows)
                return (found.ToList(), last);
            found.UnionWith(OnlyFailed(connection, part, limit - found.Count));
            return (found.ToList(), 0);
        });

    /// <summary>Whom the most sends failed for and did not reach since, by how many.</summary>
    public static List<string> MostFailed(this Archive archive, string part, long skip, int limit) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection,
            """
            SELECT receiver FROM failure WHERE settled = 0 AND instr(lower(receiver), lower($part)) > 0
            GROUP BY receiver ORDER BY count(*) DESC, receiver LIMIT $limit OFFSET $skip
            """,
            ("$part", part),
            ("$limit", limit),
            ("$skip", skip));
        return Identifiers(command);
    });

    /// <summary>How many sends failed for someone and did not reach them since.</summary>
    public static long FailureCount(this Archive archive, string identifier) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection, "SELECT count(*) FROM failure WHERE receiver = $receiver AND settled = 0", ("$receiver", identifier));
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>What an import or a deletion left of someone; null if there was none.</summary>
    public static (string? Nick, string? FaceUrl, bool Exists)? Known(this Archive archive, string identifier) =>
        archive.Read<(string?, string?, bool)?>(connection =>
        {
            using var command = ArchiveQueries.Command(
                connection, "SELECT nick, face_url, deleted FROM account WHERE identifier = $identifier", ("$identifier", identifier));
            using var row = command.ExecuteReader();
            return row.Read()
                ? (row.IsDBNull(0) ? null : row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1), row.GetInt64(2) == 0)
                : null;
        });

    /// <summary>All whose identifier begins with a text, by identifier.</summary>
    public static List<string> AccountsByName(this Archive archive, string prefix, string? after, int limit) =>
        archive.Read(connection =>
        {
            using var command = ArchiveQueries.Command(
                connection,
                """
                SELECT min(name) FROM (
                    SELECT min(receiver) AS name FROM delivery WHERE receiver >= $from
                    UNION ALL SELECT min(sender) FROM message WHERE sender >= $from
                    UNION ALL SELECT min(receiver) FROM failure WHERE receiver >= $from
                    UNION ALL SELECT min(identifier) FROM account WHERE identifier >= $from AND deleted = 0)
                """,
                ("$from", after is null ? prefix : Following(after)));
            var found = new List<string>();
            while (found.Count < limit && command.ExecuteScalar() is string name && name.StartsWith(prefix, StringComparison.Ordinal))
            {
                found.Add(name);
                command.Parameters[0].Value = Following(name);
            }
            return found;
        });

    /// <summary>How many messages someone got; 1,000 if more.</summary>
    public static long MessageCount(this Archive archive, string identifier) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection,
            "SELECT count(*) FROM (SELECT 1 FROM delivery WHERE receiver = $receiver LIMIT $most)",
            ("$receiver", identifier),
            ("$most", MostCounted));
        return (long)command.ExecuteScalar()!;
    });

    private static List<string> OnlyFailed(SqliteConnection connection, string part, int limit)
    {
        using var command = ArchiveQueries.Command(
            connection,
            """
            SELECT DISTINCT receiver FROM failure f WHERE instr(lower(receiver), lower($part)) > 0
                AND NOT EXISTS(SELECT 1 FROM delivery d WHERE d.receiver = f.receiver) LIMIT $limit
            """,
            ("$part", part),
            ("$limit", limit));
        return Identifiers(command);
    }

    private static List<string> Identifiers(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var found = new List<string>();
        while (row.Read())
            found.Add(row.GetString(0));
        return found;
    }

    // The text that comes right after it, byte by byte.
    private static string Following(string text) => text + '\0';
}
