using System.Buffers.Binary;

namespace RxTim.Journal;

/// <summary>Tells a journal from other files by its first bytes, without SQLite.</summary>
internal static class JournalFile
{
    // The header of a SQLite file: its first words, and where the application's number stands.
    private const int HeaderSize = 100;
    private const int OffsetOfApplicationId = 68;
    private static ReadOnlySpan<byte> FirstWords => "SQLite format 3\0"u8;

    /// <summary>Whether the file is a journal, or is becoming one.</summary>
    public static bool IsOne(string path)
    {
        if (!JournalPlace.IsRegular(path))
            return false;
        Span<byte> header = stackalloc byte[HeaderSize];
        int length;
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = RandomAccess.Read(file, header, 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Who may not read it cannot say what it is; what stands beside a journal tells.
            return File.Exists($"{path}-lock");
        }
        if (length == HeaderSize && header.StartsWith(FirstWords)
            && BinaryPrimitives.ReadInt32BigEndian(header[OffsetOfApplicationId..]) == JournalSchema.ApplicationId)
        {
            return true;
        }
        // While it is recorded, the number may stand in the write-ahead log only.
        return (length == 0 || header.StartsWith(FirstWords)) && File.Exists($"{path}-lock");
    }
}
