using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>What stands in a journal, read and checked as a whole.</summary>
/// <param name="Send">What is sent.</param>
/// <param name="State">How it stands with each identifier.</param>
/// <param name="LastRow">The number of the log's newest row.</param>
internal sealed record JournalContents(SendRow Send, SendState State, long LastRow)
{
    /// <exception cref="JournalException">There is no journal.</exception>
    public static void CheckFile(string path)
    {
        if (Directory.Exists(path))
            throw new JournalException(JournalFault.NotAJournal, $"{path}: is a directory; name a journal.");
        if (!File.Exists(path))
            throw new JournalException(JournalFault.NotFound, $"{path}: no such file.");
        if (new FileInfo(path).Length == 0)
            throw new JournalException(JournalFault.NotAJournal, $"{path}: is empty, and no journal.");
    }

    /// <exception cref="JournalException">It cannot be relied on; the message says why.</exception>
    public static JournalContents Read(SqliteConnection connection, string path)
    {
        JournalSchema.Check(connection, path);
        CheckPages(connection, path);
        var send = SendRow.Read(connection, path);
        using (var blocks = new BlockReader(connection, path))
            blocks.CheckAll(send.Asked);

        var state = new SendState(send.Asked);
        var rows = 0L;
        foreach (var row in LogReader.Read(connection, path))
        {
            rows++;
            if (!state.TryApply(row))
                throw SqliteFaults.Damaged(path, $"row {rows} of the log contradicts those before it");
        }
        return new JournalContents(send, state, rows);
    }

    /// <summary>Compares a journal that was not closed with the number that its lock has.</summary>
    /// <exception cref="JournalException">Its end is missing.</exception>
    public void CheckEnd(string path, long? lastRow)
    {
        if (!Send.IsOpen)
            return;
        if (lastRow is null)
        {
            throw SqliteFaults.Damaged(
                path, $"it was not closed, and {path}-lock is missing, which tells whether its end is there; it belongs to the journal, as {path}-wal does");
        }
        if (lastRow > LastRow)
        {
            throw SqliteFaults.Damaged(
                path, $"its log ends with row {LastRow}, and {lastRow} rows were written: {path}-wal is missing, or has lost its end");
        }
    }

    private static void CheckPages(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok" and var fault)
            throw SqliteFaults.Damaged(path, $"{fault}".ReplaceLineEndings(" "));
    }
}
