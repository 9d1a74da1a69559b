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

    private JournalReport(string path, SqliteConnection connection, JournalContents contents, bool isRunning)
    {
        this.path = path;
        this.connection = connection;
        this.contents = contents;
        IsRunning = isRunning;
        identifiers = new BlockReader(connection, path);
        Codes = Answered()
            .GroupBy(static row => row.Code)
            .ToDictionary(static code => code.Key, static code => code.Sum(static row => (long)row.Count));
    }

    /// <summary>Whether a process has the journal open now. Those in doubt are then mostly in flight.</summary>
    public bool IsRunning { get; }

    /// <summary>The message, with the random and the sequence that it is sent with.</summary>
    public Message Message => contents.Send.Param.Message;

    /// <summary>How far the send has come.</summary>
    public JournalCounts Counts => contents.State.Counts;

    /// <summary>How many were answered with each code, 0 included.</summary>
    public IReadOnlyDictionary<int, long> Codes { get; }

    /// <summary>Reads a journal. What another process writes after this is not seen.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JournalException">There is none, or it is damaged, incomplete, or another version's.</exception>
    public static JournalReport Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        JournalContents.CheckFile(path);
        // Before anything else is read: the journal may only have gone on since.
        var isRunning = !JournalLock.TryPeek(path, out var lastRow);
        SqliteConnection? connection = null;
        try
        {
            connection = Sql.Open(path, SqliteOpenMode.ReadOnly);
            // One moment, for all that is read.
            connection.Execute("BEGIN");
            var contents = JournalContents.Read(connection, path);
            if (!isRunning)
                contents.CheckEnd(path, lastRow);
            return new JournalReport(path, connection, contents, isRunning);
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            throw failure is SqliteException or IOException ? SqliteFaults.Of(failure, path) : failure;
        }
    }

    /// <summary>Those who were answered and not sent to, each as it was answered; read as they are enumerated.</summary>
    public IEnumerable<MsgBatchSendResult> Failed() => Answered().Where(static row => row.Code != 0).SelectMany(Results);

    /// <summary>Those of whom nobody knows whether they were sent to; read as they are enumerated.</summary>
    public IEnumerable<MsgBatchSendResult> InDoubt()
    {
        var untold = new BitArray(contents.Send.Asked);
        foreach (var range in contents.State.Ranges(IsInDoubt))
        {
            for (var ordinal = range.First; ordinal < range.End; ordinal++)
                untold[ordinal] = true;
        }
        // First those of whom something is known, such as that the connection broke.
        foreach (var row in LogReader.Read(connection, path, $"kind = {(int)LogKind.Unknown}"))
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

    /// <summary>Closes the journal.</summary>
    public void Dispose()
    {
        identifiers.Dispose();
        connection.Dispose();
    }

    private static bool IsInDoubt(Standing standing) =>
        standing is Standing.HandedOver or Standing.Unknown or Standing.HandedOverAgain;

    private IEnumerable<LogRow> Answered() => LogReader.Read(connection, path, $"kind = {(int)LogKind.Answered}");

    private IEnumerable<MsgBatchSendResult> Results(LogRow row)
    {
        for (var ordinal = row.First; ordinal < row.End; ordinal++)
            yield return Result(row, ordinal);
    }

    private MsgBatchSendResult Result(LogRow row, int ordinal) =>
        new(identifiers.IdentifierAt(ordinal), row.Code, row.Desc, row.Kind == LogKind.Unknown ? SendOutcome.Unknown : TimErrorCodes.OutcomeOf(row.Code))
        {
            Attempts = Math.Max(1, row.Attempts),
        };
}
