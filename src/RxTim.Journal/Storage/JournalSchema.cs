using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>
/// The tables of a journal: what is sent, who is asked, and the log of what happened, oldest first. Each row that matters has a checksum.
/// </summary>
/// <remarks>
/// WAL mode with <c>synchronous=FULL</c>: what is committed survives the end of the process and of the machine. While the journal is open
/// <c>send.open</c> is 1, and was so before anything else was written: a file with 1 whose write-ahead log is missing has lost something.
/// </remarks>
internal static class JournalSchema
{
    public const long Version = 3;

    // "RxTJ": a file with tables of the same names is still no journal.
    public const long ApplicationId = 0x5278544A;

    private const string Tables =
        """
        CREATE TABLE send(id INTEGER PRIMARY KEY, param BLOB NOT NULL, details BLOB NOT NULL, asked INTEGER NOT NULL,
            recorded INTEGER NOT NULL, open INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
        CREATE TABLE asked(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, identifiers BLOB NOT NULL, checksum INTEGER NOT NULL) STRICT;
        CREATE TABLE log(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL,
            code INTEGER NOT NULL, desc TEXT NOT NULL, key TEXT NOT NULL, attempts INTEGER NOT NULL, random INTEGER NOT NULL, sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
        """;

    public static void Create(SqliteConnection connection) =>
        connection.Execute($"{Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version};");

    /// <exception cref="JournalException">It is none, or another version's.</exception>
    public static void Check(SqliteConnection connection, string path)
    {
        // What the very first commit would have written is missing with all the rest.
        if (connection.Number("SELECT count(*) FROM sqlite_schema") == 0)
            throw Incomplete(path);
        if (connection.Number("PRAGMA application_id") != ApplicationId)
            throw new JournalException(JournalFault.NotAJournal, $"{path}: is no journal.");
        var version = connection.Number("PRAGMA user_version");
        if (version != Version)
        {
            throw new JournalException(
                JournalFault.OtherVersion,
                $"{path}: is a journal of version {version}, and this is RxTim for version {Version}. Resume it with the RxTim that wrote it.");
        }
    }

    public static JournalException Abandoned(string path, JournalAbandonment abandonment) => new(
        JournalFault.Abandoned,
        $"{path}: was given up on {abandonment.At:yyyy-MM-dd HH:mm:ss} UTC ({abandonment.Reason}), so nothing is sent with it any longer.");

    public static JournalException Incomplete(string path) => new(
        JournalFault.Incomplete,
        $"{path}: the recording of who is asked was broken off, and nothing was sent. Start the send again with the same journal.");
}
