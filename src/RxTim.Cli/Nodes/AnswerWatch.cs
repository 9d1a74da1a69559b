namespace RxTim.Cli;

/// <summary>A connection on which a request is sent: it tells when the answer begins, for a node may refuse before it has read all. What is
/// written from then on goes nowhere: nobody reads it, and a write that fails would hide the answer.</summary>
/// <param name="connection">The connection.</param>
/// <param name="onAnswer">Called when the answer begins.</param>
internal sealed class AnswerWatch(Stream connection, Action onAnswer) : Stream
{
    private volatile bool answered;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await connection.ReadAsync(buffer, cancellationToken);
        Look(buffer.Span[..read]);
        return read;
    }

    public override int Read(Span<byte> buffer)
    {
        var read = connection.Read(buffer);
        Look(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (answered)
            return;
        try
        {
            await connection.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException) when (answered)
        {
            // The answer says what there is to say.
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (!answered)
            connection.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        answered ? Task.CompletedTask : connection.FlushAsync(cancellationToken);

    public override void Flush() => connection.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            connection.Dispose();
        base.Dispose(disposing);
    }

    // "100 Continue" asks for the body; any other status is the answer.
    private void Look(ReadOnlySpan<byte> read)
    {
        var start = read.LastIndexOf("HTTP/1.1 "u8);
        if (answered || start < 0 || read[start..] is [_, _, _, _, _, _, _, _, _, (byte)'1', ..])
            return;
        answered = true;
        onAnswer();
    }
}
