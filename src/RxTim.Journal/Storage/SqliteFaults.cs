using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>What SQLite's errors mean for a journal.</summary>
internal static class SqliteFaults
{
    // SQLite's primary result codes.
    public const int ReadOnly = 8;
    public const int CannotOpen = 14;
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int NotADatabase = 26;

    // One of its extended codes: the file of its shared memory, which it makes anew when a journal is opened, could not grow.
    private const int SharedMemorySize = 4874;

    public static JournalException Of(Exception failure, string path) => failure is SqliteException error
        ? OfSqlite(error, path)
        : new(JournalFault.Unusable, $"{path}: cannot be read or written: {failure.Message}", failure);

    private static JournalException OfSqlite(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        _ when error.SqliteErrorCode == Full || error.SqliteExtendedErrorCode == SharedMemorySize =>
            new(JournalFault.DiskFull, $"{path}: the disk is full. Make room, and resume: what the journal holds is whole.", error),
        Busy or Locked => InUse(path, error),
        Corrupt => Damaged(path, "pages are missing or broken", error),
        NotADatabase => new(JournalFault.NotAJournal, $"{path}: is no journal, or its beginning is broken.", error),
        Permission or ReadOnly or CannotOpen =>
            new(JournalFault.Unusable, $"{path}: cannot be opened: {error.Message}. Check the rights of the file and its folder.", error),
        _ => new(JournalFault.Unusable, $"{path}: cannot be read or written: {error.Message} (code {error.SqliteExtendedErrorCode}).", error),
    };

    public static JournalException InUse(string path, Exception? error = null) =>
        new(JournalFault.InUse, $"{path}: another process is sending with this journal. Wait for it, or stop it.", error);

    public static JournalException Damaged(string path, string how, Exception? error = null) =>
        new(JournalFault.Damaged, $"{path}: the journal is damaged: {how}. Nothing was sent. Restore it from a copy of all its files.", error);
}
