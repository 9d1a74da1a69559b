namespace RxTim.Cli;

/// <summary>Reads a node's answer line by line, as bytes.</summary>
/// <param name="answer">The answer, of which only the head was read.</param>
/// <param name="stream">Its body.</param>
/// <param name="node">What to call the node in a message.</param>
/// <param name="silence">How long nothing may come; then the node counts as away. Null for any time.</param>
/// <param name="time">The clock.</param>
internal sealed class NodeLines(HttpResponseMessage answer, Stream stream, string node, TimeSpan? silence, TimeProvider time) : IDisposable
{
    /// <summary>A result may have a message of 12 kB in it, and what the backend says of it.</summary>
    public const int LongestLine = 1 << 20;

    private byte[] buffer = new byte[64 * 1024];
    private int next;
    private int end;
    private bool atEnd;
    private int lineStart;
    private int lineLength;

    /// <summary>The current line's number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its line feed, until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(lineStart, lineLength).TrimEnd((byte)'\r');

    /// <summary>Goes to the next line that is not blank; false at the end.</summary>
    /// <exception cref="NodeException">The connection broke, was silent for too long, or ended in the middle of a line.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        do
        {
            while (!TryTake())
            {
                if (atEnd)
                    return next == end ? false : throw NodeException.Away($"{node}: the answer ended in the middle of line {Number + 1}.");
                await FillAsync(cancellationToken);
            }
        }
        while (Line.Trim(" \t"u8).IsEmpty);
        return true;
    }

    public void Dispose() => answer.Dispose();

    private bool TryTake()
    {
        var length = buffer.AsSpan(next, end - next).IndexOf((byte)'\n');
        if (length < 0)
            return false;
        (lineStart, lineLength) = (next, length);
        next += length + 1;
        Number++;
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end) = (0, end - next);
        if (end == LongestLine)
            throw NodeException.Broken($"{node}: line {Number + 1} of the answer is longer than {Figures.Count(LongestLine)} bytes.");
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        atEnd = read == 0;
    }

    private async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancellationToken)
    {
        using var patience = silence is { } most ? new CancellationTokenSource(most, time) : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await stream.ReadAsync(into, both.Token);
        }
        catch (OperationCanceledException silent) when (!cancellationToken.IsCancellationRequested)
        {
            throw NodeException.Away($"{node}: nothing came for {Figures.Time(silence ?? default)}.", silent);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw NodeException.Away($"{node}: the connection broke after line {Number}: {Failure.Reason(broken)}", broken);
        }
    }
}
