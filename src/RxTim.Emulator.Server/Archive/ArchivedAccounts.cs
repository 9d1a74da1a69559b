namespace RxTim.Emulator;

/// <summary>Who is in the archive: whoever got or sent a message, and who was imported.</summary>
internal static class ArchivedAccounts
{
    // The most rows that are looked through for one page.
    private const int MostRows = 20_000;

    private const int MostCounted = 1_000;

    /// <summary>Who got the latest messages, from before a message's number.</summary>
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
            return (found.ToList(), found.Count < limit && rows < MostRows ? 0 : last);
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

    // The text that comes right after it, byte by byte.
    private static string Following(string text) => text + '\0';
}
