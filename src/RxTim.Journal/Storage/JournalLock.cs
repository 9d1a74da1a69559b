using System.Buffers.Binary;

namespace RxTim.Journal;

/// <summary>
/// The file beside a journal that one process at a time has, and that says how far the log had come. The log's newest rows may be in
/// SQLite's write-ahead log only, and one that lost its end looks whole: to go on from there would send to people again.
/// </summary>
/// <remarks>The number is written after its commit, and not forced to the disk: it is never ahead of the log, unless the log lost
/// something. The file stays when the journal is closed: to delete it while another process opens it would let two in.</remarks>
internal sealed class JournalLock : IDisposable
{
    private readonly FileStream file;
    private readonly byte[] number = new byte[sizeof(long)];

    private JournalLock(FileStream file) => this.file = file;

    /// <summary>The number of the last row that was committed; null if the file says none.</summary>
    public long? LastRow
    {
        get => RandomAccess.Read(file.SafeFileHandle, number, 0) == number.Length ? BinaryPrimitives.ReadInt64LittleEndian(number) : null;
        set
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value.GetValueOrDefault());
            RandomAccess.Write(file.SafeFileHandle, number, 0);
        }
    }

    /// <exception cref="JournalException">Another process has it, or it cannot be made.</exception>
    public static JournalLock Take(string journal)
    {
        var path = PathOf(journal);
        try
        {
            return new JournalLock(new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileShare.None)));
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            throw SqliteFaults.InUse(journal, taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new JournalException(JournalFault.Unusable, $"{path}: cannot be made: {failure.Message}", failure);
        }
    }

    /// <summary>Reads the number without taking the file; false if another process has it.</summary>
    public static bool TryPeek(string journal, out long? lastRow)
    {
        lastRow = null;
        try
        {
            using var handle = File.OpenHandle(PathOf(journal), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var number = new byte[sizeof(long)];
            if (RandomAccess.Read(handle, number, 0) == number.Length)
                lastRow = BinaryPrimitives.ReadInt64LittleEndian(number);
            return true;
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            return false;
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Puts the file and its number on the disk, so that later numbers only change what is there.</summary>
    public void Flush() => file.Flush(flushToDisk: true);

    public void Dispose() => file.Dispose();

    private static string PathOf(string journal) => $"{journal}-lock";

    // EWOULDBLOCK on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException failure) =>
        OperatingSystem.IsWindows() ? (failure.HResult & 0xFFFF) is 32 or 33 : failure.HResult is 11 or 35;
}
