namespace RxTim.Cli;

/// <summary>Opens files that the command line names, and says what is wrong if that fails.</summary>
internal static class InputFile
{
    /// <exception cref="InputException">The file cannot be opened.</exception>
    public static FileStream Open(string path)
    {
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
            throw new InputException($"{path}: cannot be opened: {Failure.Reason(failure)}", failure);
        }
    }

    /// <param name="path">The file.</param>
    /// <param name="mostBytes">How long it may be.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InputException">The file cannot be read, or is longer.</exception>
    public static async Task<byte[]> ReadAsync(string path, int mostBytes, CancellationToken cancellationToken)
    {
        // To open a named pipe waits for its writer.
        await using var file = await Task.Run(() => Open(path), cancellationToken).WaitAsync(cancellationToken);
        try
        {
            var content = new MemoryStream();
            var part = new byte[64 * 1024];
            while (await file.ReadAsync(part, cancellationToken).AsTask().WaitAsync(cancellationToken) is > 0 and var read)
            {
                content.Write(part.AsSpan(0, read));
                if (content.Length > mostBytes)
                    throw new InputException($"{path}: is longer than {Figures.Count(mostBytes)} bytes, the most that is read.");
            }
            return content.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: cannot be read: {Failure.Reason(failure)}", failure);
        }
    }
}
