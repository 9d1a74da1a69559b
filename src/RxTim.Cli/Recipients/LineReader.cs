namespace RxTim.Cli;

/// <summary>Reads a stream line by line, as bytes, in one buffer. A byte order mark is passed over.</summary>
internal sealed class LineReader(Stream stream)
{
    public const int LongestLine = 64 * 1024;

    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    private readonly byte[] buffer = new byte[LongestLine];

    // What was read and is not yet a line.
    private int next;
    private int end;
    private bool atEnd;

    private int lineStart;
    private int lineLength;

    /// <summary>The current line's number, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The current line without its line feed, until the next one is read.</summary>
    public ReadOnlySpan<byte> Line => buffer.AsSpan(lineStart, lineLength);

    /// <summary>Goes to the next line; false at the end.</summary>
    /// <exception cref="InvalidDataException">The line is longer than <see cref="LongestLine"/> bytes.</exception>
    public async ValueTask<bool> NextAsync(CancellationToken cancellationToken)
    {
        while (!TryTake())
        {
            if (atEnd)
                return false;
            await FillAsync(cancellationToken);
        }
        return true;
    }

    private bool TryTake()
    {
        var length = buffer.AsSpan(next, end - next).IndexOf((byte)'\n');
        if (length < 0 && (!atEnd || next == end))
            return false;
        (lineStart, lineLength) = (next, length < 0 ? end - next : length);
        next += length < 0 ? lineLength : lineLength + 1;
        if (Number++ == 0 && Line.StartsWith(ByteOrderMark))
        {
            lineStart += ByteOrderMark.Length;
            lineLength -= ByteOrderMark.Length;
        }
        return true;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end) = (0, end - next);
        if (end == buffer.Length)
        {
            Number++;
            throw new InvalidDataException($"the line is longer than {LongestLine} bytes");
        }
        // A pipe or a terminal may be silent for ever, and does not heed the token itself.
        var reading = stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
        var read = reading.IsCompleted ? await reading : await reading.AsTask().WaitAsync(cancellationToken);
        end += read;
        atEnd = read == 0;
    }
}
