using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>
/// The files of a journal, open: its lock, the connection that writes the log, and one that reads identifiers meanwhile. What is in them
/// was checked, all of it, when they were opened.
/// </summary>
internal sealed class JournalStore : IDisposable
{
    private readonly JournalLock ownership;
    private readonly SqliteConnection writing;
    private readonly SqliteConnection reading;
    private readonly LogWriter log;

    // Guards the reading of identifiers, and that it ends before the files are closed.
    private readonly Lock gate = new();
    private readonly BlockReader identifiers;
    private bool isClosed;

    // Why nothing is recorded any longer.
    private JournalException? fault;

    private JournalStore(string path, JournalLock ownership, SqliteConnection writing, SqliteConnection reading)
    {
        Path = path;
        this.ownership = ownership;
        this.writing = writing;
        this.reading = reading;
        Contents = JournalContents.Read(reading, path);
        Contents.CheckEnd(path, ownership.LastRow);
        // First the number, and on the disk: a journal that says it is open is not to be opened without one.
        ownership.LastRow = Contents.LastRow;
        ownership.Flush();
        SendRow.SetOpen(writing, isOpen: true);
        identifiers = new BlockReader(reading, path);
        log = new LogWriter(writing, Contents.LastRow);
        RecordEndOfFlight();
    }

    public string Path { get; }

    /// <summary>What stood in it when it was opened.</summary>
    public JournalContents Contents { get; }

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

    /// <summary>Who stands there in the order asked.</summary>
    /// <exception cref="TimException">The journal is closed.</exception>
    public string IdentifierAt(int ordinal)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return identifiers.IdentifierAt(ordinal);
        }
    }

    /// <summary>The same for those of a range, read block by block.</summary>
    public IEnumerable<string> IdentifiersOf(OrdinalRange range)
    {
        for (var ordinal = range.First; ordinal < range.End;)
        {
            foreach (var identifier in BlockFrom(ordinal, range.End - ordinal))
            {
                yield return identifier;
                ordinal++;
            }
        }
    }

    /// <summary>The same for several.</summary>
    public string[] IdentifiersAt(int[] ordinals)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return Array.ConvertAll(ordinals, identifiers.IdentifierAt);
        }
    }

    /// <summary>The next rows of those who were sent to.</summary>
    /// <param name="after">The number of the row to read on from; 0 at the beginning.</param>
    /// <param name="most">How many rows at most; fewer come at the end only.</param>
    public List<(long Id, LogRow Row)> SentRows(long after, int most)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return [.. LogReader.ReadNumbered(reading, Path, $"kind = {(int)LogKind.Answered} AND code = 0 AND id > {after}", most)];
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

    /// <summary>When the log says that something was first and last handed over; null if nothing was.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? HandOvers()
    {
        lock (gate)
        {
            ThrowIfClosed();
            return ReadHandOvers();
        }
    }

    private (DateTimeOffset First, DateTimeOffset Last)? ReadHandOvers()
    {
        using var command = reading.CreateCommand();
        command.CommandText = $"SELECT min(at), max(at) FROM log WHERE kind = {(int)LogKind.HandedOver}";
        using var row = command.ExecuteReader();
        return row.Read() && !row.IsDBNull(0)
            ? (DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))
            : null;
    }

    /// <summary>Closes the files, and says in them that they are closed; where that cannot be written they stay as after a crash.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            identifiers.Dispose();
            reading.Dispose();
        }
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

    private ArraySegment<string> BlockFrom(int ordinal, int most)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return identifiers.BlockFrom(ordinal, most);
        }
    }

    private void ThrowIfClosed()
    {
        if (isClosed)
            throw new TimException(TimErrorCodes.Interrupted, $"{Path}: the journal was disposed while its send was running.");
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
