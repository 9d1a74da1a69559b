using System.Buffers.Binary;

namespace RxTim.Journal;

/// <summary>
/// The file beside a journal that one process at a time has, and that says how far the log had come. The log's newest rows may be in
/// SQLite's write-ahead log only, and one that lost its end looks whole: to go on from there would send to people again.
/// </summary>
/// <remarks>
/// The number is there before the journal says that it is open, and goes after the journal says that it is closed: so a number tells that
/// the files belong to a journal that was not closed. A new one is written after its commit, and not forced to the disk: it is never ahead
/// of the log, unless the log lost something. The file stays when the journal is closed: to delete it while another process opens it would
/// let two in.
/// </remarks>
internal sealed class JournalLock : IDisposable
{
    // Whoever looks at the file shares it with others for some microseconds, and only they are waited for.
    private const int MostAttempts = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream file;
    private readonly byte[] number = new byte[sizeof(long)];

    private JournalLock(FileStream file) => this.file = file;

    /// <summary>The number of the last row that was committed; null if the file says none, as that of a journal that is closed.</summary>
    public long? LastRow
    {
        get => RandomAccess.Read(file.SafeFileHandle, number, 0) == number.Length ? BinaryPrimitives.ReadInt64LittleEndian(number) : null;
        set
        {
            if (value is not { } row)
            {
                file.SetLength(0);
                return;
            }
            BinaryPrimitives.WriteInt64LittleEndian(number, row);
            RandomAccess.Write(file.SafeFileHandle, number, 0);
        }
    }

    /// <summary>Takes it; waits for those who look at it, and not for one that sends.</summary>
    /// <exception cref="JournalException">Another process has it, or it cannot be made.</exception>
    public static async Task<JournalLock> TakeAsync(string journal, CancellationToken cancellationToken)
    {
        JournalPlace.CheckKind(PathOf(journal));
        for (var attempt = 1; ; attempt++)
        {
            if (TryTake(journal) is { } taken)
                return taken;
            if (Peek(journal).IsTaken)
                throw SqliteFaults.InUse(journal);
            if (attempt == MostAttempts)
                throw new JournalException(JournalFault.InUse, $"{PathOf(journal)}: reports have it and do not let go of it. End them, and try again.");
            // Real time, whatever clock the send has: what is waited for is another process.
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Looks at it without taking it.</summary>
    public static LockState Peek(string journal)
    {
        try
        {
            using var handle = File.OpenHandle(PathOf(journal), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var number = new byte[sizeof(long)];
            var isThere = RandomAccess.Read(handle, number, 0) == number.Length;
            return new LockState(false, isThere ? BinaryPrimitives.ReadInt64LittleEndian(number) : null);
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            return new LockState(true, null);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <summary>Puts the file and its number on the disk, so that later numbers only change what is there.</summary>
    public void Flush() => file.Flush(flushToDisk: true);

    public void Dispose() => file.Dispose();

    // Null if somebody has it, or looks at it.
    private static JournalLock? TryTake(string journal)
    {
        var path = PathOf(journal);
        try
        {
            return new JournalLock(new FileStream(path, PrivateFile.Options(FileMode.OpenOrCreate, FileShare.None)));
        }
        catch (IOException taken) when (IsSharingViolation(taken))
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new JournalException(JournalFault.Unusable, $"{path}: cannot be made: {failure.Message}", failure);
        }
    }

    private static string PathOf(string journal) => $"{journal}-lock";

    // EWOULDBLOCK on Linux and macOS; ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION on Windows.
    private static bool IsSharingViolation(IOException failure) =>
        OperatingSystem.IsWindows() ? (failure.HResult & 0xFFFF) is 32 or 33 : failure.HResult is 11 or 35;
}

/// <summary>What a look at a lock shows.</summary>
/// <param name="IsTaken">Whether a process has it; what stands in it is not known then.</param>
/// <param name="LastRow">The number in it, if any.</param>
internal readonly record struct LockState(bool IsTaken, long? LastRow);
