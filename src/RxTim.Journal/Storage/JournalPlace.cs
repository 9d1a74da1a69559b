using System.Runtime.InteropServices;

namespace RxTim.Journal;

/// <summary>What may stand at the path of a journal: a regular file, or nothing.</summary>
/// <remarks>A link would give the journal two names, and so two locks; a FIFO or a device keeps nothing, and to open one may wait for
/// ever, or do whatever the device does.</remarks>
internal static partial class JournalPlace
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint WantType = 1;
    private const int SizeOfResult = 256;
    private const int OffsetOfMode = 28;

    /// <exception cref="JournalException">The name is none of a file, or something else than a file stands there.</exception>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static void Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        // What SQLite calls a database that it keeps in memory. Any other name is that of a file, whatever it begins with.
        if (path == ":memory:")
            throw new JournalException(JournalFault.NotAJournal, $"{path}: is no file: a journal has to outlive the process. Name a file.");
        CheckKind(path);
    }

    /// <exception cref="JournalException">Something else than a file stands there.</exception>
    public static void CheckKind(string path)
    {
        if (KindOf(path) is { } kind)
            throw new JournalException(JournalFault.NotAJournal, $"{path}: is no regular file but {kind}. Name a file.");
    }

    /// <summary>Whether a regular file stands there.</summary>
    public static bool IsRegular(string path) => KindOf(path) is null && File.Exists(path);

    // Null for a regular file, and where nothing stands or nobody may look: to open it says so.
    private static string? KindOf(string path)
    {
        if (OperatingSystem.IsLinux() && TypeOf(path) is { } type)
        {
            return type switch
            {
                0x8000 => null,
                0x4000 => "a directory",
                0xA000 => "a link",
                0x1000 => "a pipe",
                0xC000 => "a socket",
                _ => "a device",
            };
        }
        var file = new FileInfo(path);
        if (file.LinkTarget is not null)
            return "a link";
        return Directory.Exists(path) ? "a directory" : null;
    }

    // The type's bits of st_mode. Nothing in .NET tells a device from a file without opening it.
    private static int? TypeOf(string path)
    {
        try
        {
            Span<byte> result = stackalloc byte[SizeOfResult];
            return Statx(CurrentFolder, path, DoNotFollow, WantType, result) == 0
                ? MemoryMarshal.Read<ushort>(result[OffsetOfMode..]) & 0xF000
                : null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library from before 2018.
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> result);
}
