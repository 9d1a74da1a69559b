using System.Text;

namespace RxTim;

/// <summary>Reads a stream's identifiers line by line, as bytes, in one buffer.</summary>
internal sealed class IdentifierReader(Stream stream)
{
    private const int LongestLine = 64 * 1024;

    private readonly byte[] buffer = new byte[LongestLine];

    // What was read and is not yet a line.
    private int next;
    private int end;
    private bool atEnd;

    // The current identifier, and its line's number.
    private Range identifier;
    private long number;

    /// <summary>The current identifier, until the next one is read.</summary>
    public string Current => Encoding.ASCII.GetString(buffer.AsSpan(identifier));

    /// <summary>Goes to the next identifier; false at the end.</summary>
    /// <exception cref="InvalidDataException">The line holds something else.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (TryTakeLine(out var line))
            {
                identifier = Trimmed(line);
                if (!identifier.Start.Equals(identifier.End))
                    return Check();
            }
            if (atEnd)
                return false;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private bool TryTakeLine(out Range line)
    {
        var length = buffer.AsSpan(next, end - next).IndexOf((byte)'\n');
        if (length < 0 && (!atEnd || next == end))
        {
            line = default;
            return false;
        }
        var start = next;
        var stop = length < 0 ? end : next + length;
        next = length < 0 ? end : stop + 1;
        if (number++ == 0 && buffer.AsSpan(start, stop - start).StartsWith("\uFEFF"u8))
            start += "\uFEFF"u8.Length;
        line = start..stop;
        return true;
    }

    private Range Trimmed(Range line)
    {
        var (start, end) = (line.Start.Value, line.End.Value);
        while (start < end && IsWhiteSpace(buffer[start]))
            start++;
        while (start < end && IsWhiteSpace(buffer[end - 1]))
            end--;
        return start..end;
    }

    private static bool IsWhiteSpace(byte b) => b is (byte)' ' or >= (byte)'\t' and <= (byte)'\r';

    // Makes no string where nothing is wrong.
    private bool Check()
    {
        var bytes = buffer.AsSpan(identifier);
        var isPrintable = true;
        foreach (var b in bytes)
            isPrintable &= b is >= (byte)' ' and <= (byte)'~';
        if (isPrintable && bytes.Length <= Identifiers.MaxBytes)
            return true;
        string text;
        try
        {
            text = StrictUtf8.Encoding.GetString(bytes);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new InvalidDataException($"line {number}: the line is not UTF-8", wrong);
        }
        throw new InvalidDataException($"line {number}: {Identifiers.Problem(text)}");
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        buffer.AsSpan(next, end - next).CopyTo(buffer);
        (next, end) = (0, end - next);
        if (end == buffer.Length)
            throw new InvalidDataException($"line {number + 1}: the line is longer than {LongestLine} bytes");
        var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
        end += read;
        atEnd = read == 0;
    }
}
