using System.Runtime.CompilerServices;

namespace RxTim.Cli;

/// <summary>A file with one identifier a line, read as the send goes; it never stands in memory.</summary>
/// <param name="stream">The open file. A regular one stays open from the check to the end of the send, so that nobody can replace it.
/// </param>
/// <param name="name">What to call it in a message.</param>
/// <param name="column">The column that holds them, if it is a table; else null.</param>
internal sealed class IdentifierFile(Stream stream, string name, string? column) : IAsyncDisposable
{
    public string Name => name;

    /// <summary>Opens the file, or takes standard input for <c>-</c>.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public static IdentifierFile Open(string path, string? column, CliConsole console) =>
        path == "-" ? new(console.Input, "standard input", column) : new(InputFile.Open(path), path, column);

    /// <summary>Checks every line of a regular file and counts its identifiers; null for a stream, which can be read only once.</summary>
    /// <exception cref="InputException">A line holds no identifier, or cannot be read.</exception>
    public async ValueTask<long?> CheckAsync(CancellationToken cancellationToken)
    {
        if (!IsRegular)
            return null;
        var lines = new IdentifierLines(stream, name, column);
        var count = 0L;
        while (await lines.NextAsync(cancellationToken))
            count++;
        return count;
    }

    /// <summary>The identifiers.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (IsRegular)
            stream.Position = 0;
        var lines = new IdentifierLines(stream, name, column);
        while (await lines.NextAsync(cancellationToken))
            yield return lines.Current;
    }

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    // Standard input is never taken for one, although a shell may have opened it at a file.
    private bool IsRegular => stream is FileStream { CanSeek: true };
}
