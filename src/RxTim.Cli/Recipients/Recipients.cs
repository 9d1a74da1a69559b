using System.Runtime.CompilerServices;

namespace RxTim.Cli;

/// <summary>Who the message goes to: those listed on the command line, then those in files.</summary>
internal sealed class Recipients : IAsyncDisposable
{
    private readonly List<IdentifierFile> files = [];

    private Recipients(IReadOnlyList<string> listed) => Listed = listed;

    public IReadOnlyList<string> Listed { get; }

    /// <summary>Whether some are read as the send goes.</summary>
    public bool AreStreamed => files.Count > 0;

    /// <summary>How many were given, repeats counted; null if that shows only as the send goes.</summary>
    public long? Count { get; private set; }

    /// <summary>Opens the files and checks all that can be checked before anything is sent.</summary>
    /// <exception cref="InputException">There are none, one is no identifier, or a file cannot be read.</exception>
    public static async Task<Recipients> OpenAsync(SendSettings settings, CliConsole console, CancellationToken cancellationToken)
    {
        var listed = Split(settings.To);
        if (settings.To.Count == 0 && settings.ToFiles.Count == 0)
            throw new InputException("No recipients: name them with --to, --to-file or --param.");
        if (settings.ToFiles.Count(path => path == "-") > 1)
            throw new InputException("--to-file - is given twice, but standard input can be read only once.");
        if (settings.Column is not null && settings.ToFiles.Count == 0)
            throw new InputException("--column names a column of the files of --to-file; there is none.");

        var recipients = new Recipients(listed);
        try
        {
            await recipients.OpenFilesAsync(settings, console, cancellationToken);
            recipients.Count = await recipients.CheckAsync(cancellationToken);
            return recipients.Count == 0 ? throw recipients.None() : recipients;
        }
        catch
        {
            await recipients.DisposeAsync();
            throw;
        }
    }

    /// <summary>What to say if nobody is there.</summary>
    public InputException None() =>
        new($"No recipients: {string.Join(", ", files.Select(file => file.Name))} holds no identifier. Write one a line.");

    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var identifier in Listed)
            yield return identifier;
        foreach (var file in files)
        {
            await foreach (var identifier in file.ReadAsync(cancellationToken))
                yield return identifier;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files)
            await file.DisposeAsync();
    }

    private static List<string> Split(IReadOnlyList<string> to)
    {
        var identifiers = new List<string>();
        foreach (var identifier in to.SelectMany(list => list.Split(',', StringSplitOptions.TrimEntries)))
        {
            identifiers.Add(identifier);
            if (IdentifierRule.Fault(identifier) is { } fault)
                throw IdentifierRule.Broken($"--to, identifier {identifiers.Count}", fault);
        }
        return identifiers;
    }

    private async Task OpenFilesAsync(SendSettings settings, CliConsole console, CancellationToken cancellationToken)
    {
        foreach (var path in settings.ToFiles)
        {
            // To open a named pipe waits for its writer.
            var opening = Task.Run(() => IdentifierFile.Open(path, settings.Column, console), cancellationToken);
            files.Add(await opening.WaitAsync(cancellationToken));
        }
    }

    private async Task<long?> CheckAsync(CancellationToken cancellationToken)
    {
        long? count = Listed.Count;
        foreach (var file in files)
            count += await file.CheckAsync(cancellationToken);
        return count;
    }
}
