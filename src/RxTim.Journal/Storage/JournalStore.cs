using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>
/// The files of a journal, open: its lock, the connection that writes the log, and one that reads meanwhile. What is in them was checked,
/// all of it, when they were opened.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    private readonly JournalLock ownership;
    private readonly SqliteConnection writing;
    private readonly LogWriter log;

    // Why nothing is recorded any longer.
    private JournalException? fault;

    private JournalStore(string path, JournalLock ownership, SqliteConnection writing, SqliteConnection reading)
    {
        Path = path;
        this.ownership = ownership;
        this.writing = writing;
        Contents = JournalContents.Read(reading, path);
        Contents.CheckEnd(path, ownership.LastRow);
        // First the number, and on the disk: a journal that says it is open is not to be opened without one.
        ownership.LastRow = Contents.LastRow;
        ownership.Flush();
        SendRow.SetOpen(writing, isOpen: true);
        Reading = new JournalReading(path, reading);
        log = new LogWriter(writing, Contents.LastRow);
        RecordEndOfFlight();
    }

    public string Path { get; }

    /// <summary>What stood in it when it was opened.</summary>
    public JournalContents Contents { get; }

    /// <summary>Reads who was asked, and what stands in the log, while it is written.</summary>
    public JournalReading Reading { get; }

    private SendState State => Contents.State;

    /// <exception cref="JournalException">It cannot be used; the message says why.</exception>
    public static async Task<JournalStore> OpenAsync(string path, CancellationToken cancellationToken)
    {
        JournalContents.CheckFile(path);
        return Open(path, await JournalLock.TakeAsync(path, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Opens it under a lock that was taken, and gives the lock back if that fails.</summary>
    /// <exception cref="JournalException">It cannot be used; the message says why.</exception>
    public static JournalStore Open(string path, JournalLock ownership)
    {
        SqliteConnection? writing = null;
        SqliteConnection? reading = null;
        try
        {
            writing = OpenForWriting(path);
            reading = Sql.Open(path, SqliteOpenMode.ReadOnly);
            return new JournalStore(path, ownership, writing, reading);
        }
        catch (Exception failure)
        {
            reading?.Dispose();
            writing?.Dispose();
            ownership.Dispose();
            throw failure is SqliteException or IOException ? SqliteFaults.Of(failure, path) : failure;
        }
    }

    public static SqliteConnection OpenForWriting(string path)
    {
        var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            // A file that is something else is left as it is.
            if (connection.Number("SELECT count(*) FROM sqlite_schema") > 0)
                JournalSchema.Check(connection, path);
            connection.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Appends a row, to be there with the next commit.</summary>
    /// <exception cref="JournalException">The journal cannot be written, or the row cannot follow those before it. Neither it nor any
    /// other since the last commit is recorded then, and the journal must be opened anew.</exception>
    public void Append(in LogRow row)
    {
        ThrowIfFaulted();
        if (!State.TryApply(row))
        {
            throw Fail(new JournalException(
                JournalFault.Contradiction,
                $"{Path}: {row.Kind} cannot follow what the journal says of number {row.First + 1L} to {row.End} of those asked, so it was not "
                + "recorded. This is a fault of RxTim. The journal is whole: resume it."));
        }
        try
        {
            log.Append(row);
        }
        catch (SqliteException failure)
        {
            throw Fail(SqliteFaults.Of(failure, Path));
        }
    }

    /// <summary>When this returns, what was appended is on the disk.</summary>
    /// <exception cref="JournalException">It is not, and nothing of it was since the last commit; the journal must be opened
    /// anew.</exception>
    public void Commit()
    {
        ThrowIfFaulted();
        try
        {
            var isNew = log.Commit();
            State.Accept();
            if (isNew)
                ownership.LastRow = log.LastRow;
        }
        catch (Exception failure) when (failure is SqliteException or IOException)
        {
            throw Fail(SqliteFaults.Of(failure, Path));
        }
    }

    /// <summary>No answer will come any longer to what was handed over so far. Who is in flight is in doubt from now on, also where that
    /// cannot be recorded: then it is when the journal is opened again.</summary>
    public void EndFlight()
    {
        try
        {
            RecordEndOfFlight();
        }
        catch (JournalException)
        {
            Contents.EndFlight();
        }
    }

    /// <summary>Records that the send was given up, if it is neither finished nor given up already.</summary>
    /// <exception cref="JournalException">The journal cannot be written.</exception>
    public void Abandon(string reason, DateTimeOffset at)
    {
        if (State.Counts.IsFinished || State.Abandonment is not null)
            return;
        Append(new LogRow(LogKind.Abandoned, 0, Contents.Send.Asked) { Desc = reason, At = at.ToUnixTimeMilliseconds() });
        Commit();
    }

    /// <exception cref="JournalException">The send was given up.</exception>
    public void ThrowIfAbandoned()
    {
        if (State.Abandonment is { } abandonment)
            throw JournalSchema.Abandoned(Path, abandonment);
    }

    /// <summary>Closes the files, and says in them that they are closed; where that cannot be written they stay as after a crash.</summary>
    public void Dispose()
    {
        Reading.Dispose();
        try
        {
            log.Dispose();
            SendRow.SetOpen(writing, isOpen: false);
            writing.Dispose();
            ownership.LastRow = null;
        }
        catch (Exception failure) when (failure is SqliteException or IOException)
        {
            // Nothing is lost by that: what is open is checked against the lock when it is opened again.
        }
        finally
        {
            writing.Dispose();
            ownership.Dispose();
        }
    }

    private void RecordEndOfFlight()
    {
        if (State.InFlight == 0)
            return;
        Append(Contents.EndOfFlight);
        Commit();
    }

    private void ThrowIfFaulted()
    {
        if (fault is not null)
            throw new JournalException(fault.Fault, fault.Message, fault);
    }

    private JournalException Fail(JournalException why)
    {
        State.TakeBack();
        try
        {
            log.RollBack();
        }
        catch (SqliteException)
        {
            // What is not committed is not in the file, whether it is rolled back or not.
        }
        return fault = why;
    }
}
