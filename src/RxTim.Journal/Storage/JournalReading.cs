using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Reads a journal that another connection writes: who was asked, and what stands in the log. Safe to use from many threads, also
/// while it is being closed.</summary>
internal sealed class JournalReading(string path, SqliteConnection connection) : IDisposable
{
    // Guards the connection, and that nobody reads any longer when it is closed.
    private readonly Lock gate = new();
    private readonly BlockReader blocks = new(connection, path);
    private bool isClosed;

    /// <summary>Who stands there in the order asked.</summary>
    /// <exception cref="TimException">The journal is closed.</exception>
    public string IdentifierAt(int ordinal)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return blocks.IdentifierAt(ordinal);
        }
    }

    /// <summary>The same for several.</summary>
    public string[] IdentifiersAt(int[] ordinals)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return Array.ConvertAll(ordinals, blocks.IdentifierAt);
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

    /// <summary>The next rows of those who were sent to.</summary>
    /// <param name="after">The number of the row to read on from; 0 at the beginning.</param>
    /// <param name="most">How many rows at most; fewer come at the end only.</param>
    public List<(long Id, LogRow Row)> SentRows(long after, int most)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return [.. LogReader.ReadNumbered(connection, path, $"kind = {(int)LogKind.Answered} AND code = 0 AND id > {after}", most)];
        }
    }

    /// <summary>When the log says that something was first and last handed over; null if nothing was.</summary>
    public (DateTimeOffset First, DateTimeOffset Last)? HandOvers()
    {
        lock (gate)
        {
            ThrowIfClosed();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT min(at), max(at) FROM log WHERE kind = {(int)LogKind.HandedOver}";
            using var row = command.ExecuteReader();
            return row.Read() && !row.IsDBNull(0)
                ? (DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)))
                : null;
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            blocks.Dispose();
            connection.Dispose();
        }
    }

    private ArraySegment<string> BlockFrom(int ordinal, int most)
    {
        lock (gate)
        {
            ThrowIfClosed();
            return blocks.BlockFrom(ordinal, most);
        }
    }

    private void ThrowIfClosed()
    {
        if (isClosed)
            throw new TimException(TimErrorCodes.Interrupted, $"{path}: the journal was disposed while its send was running.");
    }
}
