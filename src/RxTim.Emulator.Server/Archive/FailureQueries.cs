using Microsoft.Data.Sqlite;

namespace RxTim.Emulator;

/// <summary>What is looked up of failures.</summary>
internal static class FailureQueries
{
    private const string Columns = "SELECT id, send, receiver, call, code, tries, time, settled FROM failure";

    /// <summary>Whom a send failed for and did not reach since, by identifier.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="send">The number of the send.</param>
    /// <param name="part">What is to be in the identifier; empty for any.</param>
    /// <param name="code">The code; null for any.</param>
    /// <param name="after">The identifier that it goes on after; null for the first.</param>
    /// <param name="limit">The most that are wanted.</param>
    public static List<ArchivedFailure> FailuresOf(
        this Archive archive, long send, string part, int? code, string? after, int limit) => archive.Read(connection =>
    {
        using var command = ArchiveQueries.Command(
            connection,
            $"""
            {Columns} WHERE send = $send AND settled = 0 AND ($after IS NULL OR receiver > $after) AND ($code IS NULL OR code = $code)
                AND instr(lower(receiver), lower($part)) > 0
            ORDER BY receiver LIMIT $limit
            """,
            ("$send", send),
            ("$after", after ?? (object)DBNull.Value),
            ("$code", code ?? (object)DBNull.Value),
            ("$part", part),
            ("$limit", limit));
        return Failures(command);
    });

    /// <summary>The sends that failed for someone, latest first; those that reached them later are marked.</summary>
    public static List<ArchivedFailure> FailuresFor(this Archive archive, string receiver, long before, int limit) =>
        archive.Read(connection =>
        {
            using var command = ArchiveQueries.Command(
                connection,
                $"{Columns} WHERE receiver = $receiver AND id < $before ORDER BY id DESC LIMIT $limit",
                ("$receiver", receiver),
                ("$before", before),
                ("$limit", limit));
            return Failures(command);
        });

    private static List<ArchivedFailure> Failures(SqliteCommand command)
    {
        using var row = command.ExecuteReader();
        var failures = new List<ArchivedFailure>();
        while (row.Read())
        {
            failures.Add(new ArchivedFailure(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetString(2),
                row.GetInt64(3),
                row.GetInt32(4),
                row.GetInt64(5),
                row.GetInt64(6),
                row.GetInt64(7) != 0));
        }
        return failures;
    }
}
