using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>What stands in a journal, read and checked as a whole.</summary>
/// <param name="Send">What is sent.</param>
/// <param name="State">How it stands with each identifier.</param>
/// <param name="LastRow">The number of the log's newest row.</param>
internal sealed record JournalContents(SendRow Send, SendState State, long LastRow)
{
    /// <summary>The row that ends the flight of all.</summary>
    public LogRow EndOfFlight => new(LogKind.FlightEnded, 0, Send.Asked);

    /// <exception cref="JournalException">There is no journal.</exception>
    public static void CheckFile(string path)
    {
        JournalPlace.Check(path);
        if (!File.Exists(path))
            throw new JournalException(JournalFault.NotFound, $"{path}: no such file.");
        if (new FileInfo(path).Length == 0)
            throw new JournalException(JournalFault.NotAJournal, $"{path}: is empty, and no journal. Nothing was sent with it.");
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
            state.Accept();
        }
        return new JournalContents(send, state, rows);
    }

    /// <summary>Compares it with the number that its lock has.</summary>
    /// <exception cref="JournalException">Its end is missing.</exception>
    public void CheckEnd(string path, long? lastRow)
    {
        if (Send.IsOpen && lastRow is null)
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

    /// <summary>No answer will come any longer to what was handed over so far; says so here, and not in the file.</summary>
    public void EndFlight()
    {
        State.TryApply(EndOfFlight);
        State.Accept();
    }

    private static void CheckPages(SqliteConnection connection, string path)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA quick_check(1)";
        if (command.ExecuteScalar() is not "ok" and var fault)
            throw SqliteFaults.Damaged(path, $"{fault}".ReplaceLineEndings(" "));
    }
}
