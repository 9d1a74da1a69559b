using System.Net;
using System.Net.Http.Headers;

namespace RxTim.Cli;

/// <summary>The body that gives a node a send: a line for the message, then a line for each recipient, written as they are read.</summary>
internal sealed class UploadContent : HttpContent
{
    private const int FullBuffer = 16 * 1024;

    // An identifier has 32 bytes at most, and each may have to be escaped.
    private const int LongestLine = 2 * Identifiers.MaxBytes + 3;

    private readonly byte[] head;
    private readonly IAsyncEnumerable<string> identifiers;
    private readonly CancellationTokenSource answered = new();
    private readonly byte[] buffer = new byte[FullBuffer + LongestLine];
    private Task writing = Task.CompletedTask;
    private int length;

    public UploadContent(byte[] head, IAsyncEnumerable<string> identifiers)
    {
        this.head = head;
        this.identifiers = identifiers;
        Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
    }

    /// <summary>What is wrong with the recipients; null if nothing is known to be.</summary>
    public InputException? SourceFault { get; private set; }

    /// <summary>Complete when nothing reads the recipients any longer.</summary>
    public Task Ended => writing.ContinueWith(static _ => { }, TaskScheduler.Default);

    /// <summary>The node has answered: what is left of the recipients is not written.</summary>
    public void StopBecauseAnswered() => answered.Cancel();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        writing = WriteAsync(stream, cancellationToken);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    private async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(answered.Token, cancellationToken);
        try
        {
            await stream.WriteAsync(head, end.Token);
            await WriteIdentifiersAsync(stream, end.Token);
        }
        catch (OperationCanceledException) when (answered.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // The body ends here, and nobody reads it: the answer is on its way.
        }
        catch (InputException wrong)
        {
            SourceFault = wrong;
            throw;
        }
    }

    private async Task WriteIdentifiersAsync(Stream stream, CancellationToken cancellationToken)
    {
        await using var source = identifiers.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = source.MoveNextAsync();
            if (!next.IsCompleted)
                await FlushAsync(stream, cancellationToken);
            if (!await next)
                break;
            Append(source.Current);
            if (length >= FullBuffer)
                await FlushAsync(stream, cancellationToken);
        }
        await FlushAsync(stream, cancellationToken);
    }

    // Identifiers are printable ASCII, of which JSON escapes two.
    private void Append(string identifier)
    {
        buffer[length++] = (byte)'"';
        foreach (var c in identifier)
        {
            if (c is '"' or '\\')
                buffer[length++] = (byte)'\\';
            buffer[length++] = (byte)c;
        }
        buffer[length++] = (byte)'"';
        buffer[length++] = (byte)'\n';
    }

    private async ValueTask FlushAsync(Stream stream, CancellationToken cancellationToken)
    {
        if (length == 0)
            return;
        await stream.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        length = 0;
    }
}
