using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Makes the files of a new journal.</summary>
internal static class JournalMaker
{
    /// <summary>Records who is asked. A journal whose recording was broken off is replaced, for nothing was sent with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="param">What is sent, in JSON, without identifiers.</param>
    /// <param name="details">What its maker says of it.</param>
    /// <param name="record">Adds the identifiers. If it throws, no journal is left.</param>
    /// <param name="cancellationToken">Gives up the waiting for the lock.</param>
    /// <exception cref="JournalException">There is something already, or it cannot be written.</exception>
    public static async Task<JournalStore> MakeAsync(
        string path, byte[] param, JournalDetails details, Func<Recording, Task> record, CancellationToken cancellationToken)
    {
        JournalPlace.Check(path);
        var ownership = await JournalLock.TakeAsync(path, cancellationToken).ConfigureAwait(false);
        try
        {
            ClearPlace(path, ownership);
            await RecordAsync(path, param, details, record).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            ownership.Dispose();
            if (failure is SqliteException)
                throw SqliteFaults.Of(failure, path);
            throw;
        }
        return JournalStore.Open(path, ownership);
    }

    private static async Task RecordAsync(string path, byte[] param, JournalDetails details, Func<Recording, Task> record)
    {
        try
        {
            using var connection = JournalStore.OpenForWriting(path);
            using var recording = new Recording(connection, param, details);
            await record(recording).ConfigureAwait(false);
            recording.Complete();
        }
        catch
        {
            Delete(path);
            throw;
        }
    }

    // Leaves an empty file that only its owner may read; those that SQLite puts beside it take after it.
    private static void ClearPlace(string path, JournalLock ownership)
    {
        if (HasContent(path) && !IsIncomplete(path))
            throw new JournalException(JournalFault.Exists, $"{path}: exists already. Resume it if it is a journal, else name another file.");
        CheckSideFiles(path, ownership);
        Delete(path);
        try
        {
            new FileStream(path, PrivateFile.Options(FileMode.CreateNew, FileShare.ReadWrite)).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Unusable, $"{path}: cannot be made: {failure.Message}", failure);
        }
    }

    // What stands beside the file may belong to a journal that was moved without it, and is of no use without them: it is not touched. A
    // recording that was broken off has no number in its lock, and no write-ahead log without a file.
    private static void CheckSideFiles(string path, JournalLock ownership)
    {
        if (ownership.LastRow is null && (HasContent(path) || !HasContent($"{path}-wal")))
            return;
        throw new JournalException(
            JournalFault.Exists,
            $"{path}: a journal of that name was not closed, and {path}-wal or {path}-lock is still needed to resume it, or to report on it. "
            + "Name another file, or move them to where that journal is now, or delete them if it is gone.");
    }

    private static bool HasContent(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static bool IsIncomplete(string path)
    {
        try
        {
            using var connection = Sql.Open(path, SqliteOpenMode.ReadWrite);
            JournalSchema.Check(connection, path);
            SendRow.Read(connection, path);
            return false;
        }
        catch (JournalException fault)
        {
            return fault.Fault == JournalFault.Incomplete;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    // The file last: while it is there, what stands beside it is known to be its own.
    private static void Delete(string path)
    {
        foreach (var end in (ReadOnlySpan<string>)["-wal", "-shm", "-journal", ""])
            File.Delete(path + end);
    }
}
