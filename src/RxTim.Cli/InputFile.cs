namespace RxTim.Cli;

/// <summary>Opens files that the command line names, and says what is wrong if that fails.</summary>
internal static class InputFile
{
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        if (path.Length == 0)
            throw new InputException("The name of a file is empty.");
        if (Directory.Exists(path))
            throw new InputException($"{path}: is a directory; name a file.");
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException($"{path}: no such file.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"{path}: cannot be opened: {failure.Message}", failure);
        }
    }

    /// <exception cref="InputException">The file cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = Open(path);
        try
        {
            var content = new MemoryStream();
            await file.CopyToAsync(content, cancellationToken);
            return content.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }
}
