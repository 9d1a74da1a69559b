namespace RxTim.Cli;

/// <summary>Writes small files of which nobody ever sees a part.</summary>
internal static class AtomicFile
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = OwnersFile | UnixFileMode.UserExecute;

    /// <summary>Puts the content in the place of the file, or makes it, with its folder. Only the owner can read it (0600).</summary>
    /// <exception cref="IOException">It cannot be written; then the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be.</exception>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path)));
        var temporary = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnersFile;
        var isReplaced = false;
        try
        {
            using (var file = new FileStream(temporary, options))
            {
                file.Write(content);
                file.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            isReplaced = true;
        }
        finally
        {
            if (!isReplaced)
                File.Delete(temporary);
        }
    }

    private static void MakeFolder(string? folder)
    {
        if (folder is null || Directory.Exists(folder))
            return;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnersFolder);
    }
}
