using System.Runtime.CompilerServices;
using System.Text;

namespace RxTim.Cli;

/// <summary>Recipients from where they can be read only once, kept in a temporary file as they come, so that another node can have them
/// from the first. The file has no name any more where the system allows that, and only its owner can read it.</summary>
internal sealed class Spool : IAsyncDisposable
{
    private readonly CancellationTokenSource end = new();
    private readonly IAsyncEnumerator<string> source;
    private readonly FileStream file;
    private readonly StreamWriter writer;

    // The source's answer that is still waited for: whoever reads next has it.
    private Task<bool>? pending;
    private long kept;

    public Spool(IAsyncEnumerable<string> recipients)
    {
        source = recipients.GetAsyncEnumerator(end.Token);
        file = OpenFile();
        writer = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true);
    }

    /// <summary>Waits for the first recipient; false if there is none.</summary>
    /// <exception cref="InputException">The first line is wrong.</exception>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => kept > 0 || await TakeAsync(cancellationToken) is not null;

    /// <summary>All recipients, from the first. One reader at a time.</summary>
    public async IAsyncEnumerable<string> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await writer.FlushAsync(cancellationToken);
        file.Position = 0;
        using (var reader = new StreamReader(file, Encoding.UTF8, leaveOpen: true))
        {
            for (var left = kept; left > 0; left--)
            {
                yield return await reader.ReadLineAsync(cancellationToken)
                    ?? throw new InvalidDataException("The temporary file is shorter than it was.");
            }
        }
        file.Position = file.Length;
        while (await TakeAsync(cancellationToken) is { } identifier)
            yield return identifier;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        if (pending is not null)
            await pending.ContinueWith(static _ => { }, TaskScheduler.Default);
        await source.DisposeAsync();
        await file.DisposeAsync();
        end.Dispose();
    }

    private async ValueTask<string?> TakeAsync(CancellationToken cancellationToken)
    {
        if (!await MoveAsync(cancellationToken))
            return null;
        var identifier = source.Current;
        try
        {
            writer.Write(identifier);
            writer.Write('\n');
        }
        catch (IOException full)
        {
            throw new InputException(
                $"recipients that can be read only once cannot be kept in {Path.GetTempPath()}: {Failure.Reason(full)}", full);
        }
        kept++;
        return identifier;
    }

    private async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        if (pending is null)
        {
            var moving = source.MoveNextAsync();
            if (moving.IsCompletedSuccessfully)
                return moving.Result;
            pending = moving.AsTask();
        }
        var any = await pending.WaitAsync(cancellationToken);
        pending = null;
        return any;
    }

    private static FileStream OpenFile()
    {
        var path = Path.Combine(Path.GetTempPath(), $"rxtim-{Guid.NewGuid():N}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            var opened = new FileStream(path, options);
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            return opened;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"recipients that can be read only once are kept in {Path.GetTempPath()}, but: {Failure.Reason(failure)}", failure);
        }
    }
}
