using System.Collections;
using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>What a journal says of its send so far, while it runs, after it, or after a crash. Reads only.</summary>
public sealed class JournalReport : IDisposable
{
    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly JournalContents contents;
    private readonly BlockReader identifiers;

    // The lock when the journal was read, and whether SQLite relies on it that the file does not change.
    private readonly LockState ownership;
    private readonly bool isImmutable;

    private JournalReport(string path, SqliteConnection connection, JournalContents contents, LockState ownership, bool isImmutable)
    {
        this.path = path;
        this.connection = connection;
        this.contents = contents;
        this.ownership = ownership;
        this.isImmutable = isImmutable;
        identifiers = new BlockReader(connection, path);
        Codes = Answered()
            .GroupBy(static row => row.Code)
            .ToDictionary(static code => code.Key, static code => code.Sum(static row => (long)row.Count));
    }

    /// <summary>Whether a process had the journal open when it was read.</summary>
    public bool IsRunning => ownership.IsTaken;

    /// <summary>The message, with the random and the sequence that it is sent with.</summary>
    public Message Message => contents.Send.Param.Message;

    /// <summary>How far the send has come.</summary>
    public JournalCounts Counts => contents.State.Counts;

    /// <summary>What its maker says of it.</summary>
    public JournalDetails Details => contents.Send.Details;

    /// <summary>Why and when it was given up; null if it was not.</summary>
    public JournalAbandonment? Abandonment => contents.State.Abandonment;

    /// <summary>What becomes of the send.</summary>
    public JournalState State => this switch
    {
        { Counts.IsFinished: true } => JournalState.Finished,
        { Abandonment: not null } => JournalState.Abandoned,
        { IsRunning: true } => JournalState.Sending,
        _ => JournalState.Stopped,
    };

    /// <summary>How many were answered with each code, 0 included.</summary>
    public IReadOnlyDictionary<int, long> Codes { get; }

    /// <summary>Reads a journal. What another process writes after this is not seen.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JournalException">There is none, or it is damaged, incomplete, or another version's.</exception>
    public static JournalReport Open(string path)
    {
        JournalContents.CheckFile(path);
        while (true)
        {
            // Before anything else is read: while a process has it, the journal may only have gone on since.
            var before = JournalLock.Peek(path);
            try
            {
                var report = Read(path, before);
                if (before.IsTaken || JournalLock.Peek(path) == before)
                    return report;
                report.Dispose();
            }
            catch (JournalException) when (!before.IsTaken && JournalLock.Peek(path) != before)
            {
                // Whatever it is: a send began meanwhile, so that the lock and the journal that were read are not of one moment.
            }
        }
    }

    /// <summary>
    /// The results of those who were answered, in the order in which they were recorded, read as they are enumerated. An identifier has
    /// one, which never changes; who is in doubt has none until that is settled: see <see cref="InDoubt"/>.
    /// </summary>
    /// <param name="after">Where to begin: by default before the first; else the cursor of the last result that was seen, of this report or
    /// of an earlier one.</param>
    public IEnumerable<JournalResult> Results(JournalCursor after = default)
    {
        foreach (var (id, row) in LogReader.ReadNumbered(connection, path, $"kind = {(int)LogKind.Answered} AND id >= {after.Row}"))
        {
            for (var count = id == after.Row ? after.Count : 0; count < row.Count; count++)
                yield return new JournalResult(new JournalCursor(id, count + 1), Result(row, row.First + count));
        }
        CheckUnchanged();
    }

    /// <summary>Those who were answered and not sent to, each as it was answered; read as they are enumerated.</summary>
    public IEnumerable<MsgBatchSendResult> Failed() => Answered().Where(static row => row.Code != 0).SelectMany(Results);

    /// <summary>Those who were handed over by the send that was running, and not answered by then; read as they are enumerated.</summary>
    public IEnumerable<string> InFlight() =>
        Identifiers(static standing => standing is Standing.HandedOver or Standing.HandedOverAgain);

    /// <summary>Those of whom nobody knows whether they were sent to; read as they are enumerated.</summary>
    public IEnumerable<MsgBatchSendResult> InDoubt()
    {
        var untold = new BitArray(contents.Send.Asked);
        foreach (var range in contents.State.Ranges(static standing => standing.IsInDoubt()))
        {
            for (var ordinal = range.First; ordinal < range.End; ordinal++)
                untold[ordinal] = true;
        }
        // First those of whom something is known, such as that the connection broke.
        foreach (var row in Rows(LogKind.Unknown))
        {
            for (var ordinal = row.First; ordinal < row.End; ordinal++)
            {
                if (!untold[ordinal])
                    continue;
                untold[ordinal] = false;
                yield return Result(row, ordinal);
            }
        }
        for (var ordinal = 0; ordinal < untold.Length; ordinal++)
        {
            if (untold[ordinal])
                yield return Doubt.Of(identifiers.IdentifierAt(ordinal));
        }
    }

    /// <summary>Those from whom the message was taken back; read as they are enumerated.</summary>
    public IEnumerable<string> Withdrawn() => Identifiers(static standing => standing == Standing.Withdrawn);

    /// <summary>Closes the journal.</summary>
    public void Dispose()
    {
        identifiers.Dispose();
        connection.Dispose();
    }

    private static JournalReport Read(string path, LockState before)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = ReadOnlyConnection.Open(path, out var isImmutable);
            var contents = JournalContents.Read(connection, path);
            if (!before.IsTaken)
            {
                contents.CheckEnd(path, before.LastRow);
                contents.EndFlight();
            }
            return new JournalReport(path, connection, contents, before, isImmutable);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            throw failure is SqliteException or IOException ? SqliteFaults.Of(failure, path) : failure;
        }
    }

    private IEnumerable<string> Identifiers(Func<Standing, bool> stands)
    {
        foreach (var range in contents.State.Ranges(stands))
        {
            for (var ordinal = range.First; ordinal < range.End; ordinal++)
                yield return identifiers.IdentifierAt(ordinal);
        }
    }

    private IEnumerable<LogRow> Answered() => Rows(LogKind.Answered);

    private IEnumerable<LogRow> Rows(LogKind kind)
    {
        foreach (var row in LogReader.Read(connection, path, $"kind = {(int)kind}"))
            yield return row;
        CheckUnchanged();
    }

    private void CheckUnchanged()
    {
        if (isImmutable && JournalLock.Peek(path) != ownership)
            throw new JournalException(JournalFault.InUse, $"{path}: a send began while the journal was read. Read it again.");
    }

    private IEnumerable<MsgBatchSendResult> Results(LogRow row)
    {
        for (var ordinal = row.First; ordinal < row.End; ordinal++)
            yield return Result(row, ordinal);
    }

    private MsgBatchSendResult Result(LogRow row, int ordinal)
    {
        var identifier = identifiers.IdentifierAt(ordinal);
        var attempts = Math.Max(1, row.Attempts);
        return row.Kind == LogKind.Unknown
            ? new(identifier, row.Code, row.Desc, SendOutcome.Unknown) { Attempts = attempts, Ordinal = ordinal }
            : new(identifier, row.Code, row.Desc) { MsgKey = row.Key.Length > 0 ? row.Key : null, Attempts = attempts, Ordinal = ordinal };
    }
}
