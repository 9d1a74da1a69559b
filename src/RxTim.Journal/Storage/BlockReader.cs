using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Finds identifiers by their ordinals. It keeps the last block, for they are mostly asked for in order.</summary>
internal sealed class BlockReader(SqliteConnection connection, string path) : IDisposable
{
    private readonly SqliteCommand find = connection.Prepare("SELECT count, identifiers, checksum FROM asked WHERE first = $0", 1);
    private string[] block = [];
    private int first = -1;

    public static long ChecksumOf(long first, int count, ReadOnlySpan<byte> identifiers) =>
        new Checksum().Add(first).Add(count).Add(identifiers).Value;

    /// <exception cref="JournalException">The block is not there, or not as it was written.</exception>
    public string IdentifierAt(int ordinal) => BlockFrom(ordinal, 1)[0];

    /// <summary>It and those after it in its block, so many at most.</summary>
    /// <exception cref="JournalException">The block is not there, or not as it was written.</exception>
    public ArraySegment<string> BlockFrom(int ordinal, int most)
    {
        var start = ordinal - ordinal % IdentifierBlock.Size;
        if (start != first)
        {
            block = Read(start, static (block, count) => IdentifierBlock.Read(block, count));
            first = start;
        }
        return new ArraySegment<string>(block, ordinal - start, Math.Min(most, block.Length - (ordinal - start)));
    }

    /// <summary>Looks at all blocks.</summary>
    /// <exception cref="JournalException">One is not there, or not as it was written.</exception>
    public void CheckAll(int asked)
    {
        for (var start = 0L; start < asked; start += IdentifierBlock.Size)
        {
            var count = Read((int)start, static (block, count) =>
            {
                IdentifierBlock.Check(block, count);
                return count;
            });
            if (count != Math.Min(IdentifierBlock.Size, asked - start))
                throw Broken(start);
        }
        if (connection.Number("SELECT count(*) FROM asked") != (asked + (IdentifierBlock.Size - 1L)) / IdentifierBlock.Size)
            throw SqliteFaults.Damaged(path, $"it has identifiers beyond the {asked} that were asked");
    }

    public void Dispose() => find.Dispose();

    private T Read<T>(int start, Func<byte[], int, T> read)
    {
        find.Parameters[0].Value = (long)start;
        using var row = find.ExecuteReader();
        if (!row.Read())
            throw Broken(start);
        var count = row.GetInt64(0);
        var identifiers = row.GetFieldValue<byte[]>(1);
        if (count is < 1 or > IdentifierBlock.Size || row.GetInt64(2) != ChecksumOf(start, (int)count, identifiers))
            throw Broken(start);
        try
        {
            return read(identifiers, (int)count);
        }
        catch (FormatException malformed)
        {
            throw SqliteFaults.Damaged(path, malformed.Message, malformed);
        }
    }

    private JournalException Broken(long start) =>
        SqliteFaults.Damaged(path, $"the identifiers from number {start + 1} on are missing or have changed");
}
