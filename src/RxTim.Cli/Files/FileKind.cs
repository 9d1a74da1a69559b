namespace RxTim.Cli;

/// <summary>What stands under a name.</summary>
internal enum FileKind
{
    Nothing,
    RegularFile,
    Directory,
    Link,
    Pipe,
    Device,
    Socket,
}

/// <summary>Finds out what stands under a name, without opening it: to open a pipe waits, and a device may do anything.</summary>
internal static class FileKinds
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint Type = 0x1;
    private const int StatusLength = 256;
    private const int ModeOffset = 28;
    private const int TypeBits = 0xF000;

    /// <param name="path">The name.</param>
    /// <param name="followLinks">Whether a link counts as what it leads to.</param>
    public static unsafe FileKind Of(string path, bool followLinks)
    {
        if (!OperatingSystem.IsLinux())
            return OfAttributes(path, followLinks);
        var status = stackalloc byte[StatusLength];
        if (LibC.StatX(CurrentFolder, path, followLinks ? 0 : DoNotFollow, Type, status) != 0)
            return FileKind.Nothing;
        return (*(ushort*)(status + ModeOffset) & TypeBits) switch
        {
            0x1000 => FileKind.Pipe,
            0x2000 or 0x6000 => FileKind.Device,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            0xC000 => FileKind.Socket,
            _ => FileKind.RegularFile,
        };
    }

    // Elsewhere .NET does not tell pipes and devices from files.
    private static FileKind OfAttributes(string path, bool followLinks)
    {
        var file = new FileInfo(path);
        if (!followLinks && file.LinkTarget is not null)
            return FileKind.Link;
        return Directory.Exists(path) ? FileKind.Directory : file.Exists ? FileKind.RegularFile : FileKind.Nothing;
    }
}
