using Microsoft.Data.Sqlite;

namespace RxTim.Journal;

/// <summary>Makes the files of a new journal.</summary>
internal static class JournalMaker
{
    /// <summary>Records who is asked. A journal whose recording was broken off is replaced, for nothing was sent with it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="param">What is sent, in JSON, without identifiers.</param>
    /// <param name="record">Adds the identifiers. If it throws, no journal is left.</param>
    /// <exception cref="JournalException">There is something already, or it cannot be written.</exception>
    public static async Task<JournalStore> MakeAsync(string path, byte[] param, Func<Recording, Task> record)
    {
        var ownership = JournalLock.Take(path);
        try
        {
            ClearPlace(path);
            await RecordAsync(path, param, record).ConfigureAwait(false);
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

    private static async Task RecordAsync(string path, byte[] param, Func<Recording, Task> record)
    {
        try
        {
            using var connection = JournalStore.OpenForWriting(path);
            using var recording = new Recording(connection, param);
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
    private static void ClearPlace(string path)
    {
        if (Directory.Exists(path) || File.Exists(path) && !IsIncomplete(path))
            throw new JournalException(JournalFault.Exists, $"{path}: exists already. Resume it if it is a journal, else name another file.");
        Delete(path);
        try
        {
            new FileStream(path, PrivateFile.Options(FileMode.CreateNew, FileShare.None)).Dispose();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new JournalException(JournalFault.Unusable, $"{path}: cannot be made: {failure.Message}", failure);
        }
    }

    private static bool IsIncomplete(string path)
    {
        if (new FileInfo(path).Length == 0)
            return true;
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

    private static void Delete(string path)
    {
        foreach (var end in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            File.Delete(path + end);
    }
}
