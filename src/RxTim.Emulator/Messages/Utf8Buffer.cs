using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace RxTim.Emulator;

/// <summary>UTF-8 text that grows as it is written, in a pooled array. After disposal it must not be touched.</summary>
internal sealed class Utf8Buffer(int capacity) : IDisposable
{
    private const int LongestNumber = 20;

    private byte[] bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int length;

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, length);

    public void Write(ReadOnlySpan<byte> utf8)
    {
        utf8.CopyTo(Room(utf8.Length));
        length += utf8.Length;
    }

    public void Write(ulong number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestNumber), out var written);
        length += written;
    }

    public void Write(int number)
    {
        Utf8Formatter.TryFormat(number, Room(LongestNumber), out var written);
        length += written;
    }

    /// <summary>Writes what stands between the quotes of a JSON string. Only what JSON requires to be escaped is: the real SDK writes all
    /// other text as it is.</summary>
    public void WriteEscaped(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and not ('"' or '\\'))
                continue;
            WriteText(text.AsSpan(start, i - start));
            WriteEscape(text[i]);
            start = i + 1;
        }
        WriteText(text.AsSpan(start));
    }

    public void Clear() => length = 0;

    public void Dispose() => ArrayPool<byte>.Shared.Return(bytes);

    private void WriteText(ReadOnlySpan<char> text) =>
        length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));

    private void WriteEscape(char c)
    {
        switch (c)
        {
            case '"':
                Write("\\\""u8);
                break;
            case '\\':
                Write("\\\\"u8);
                break;
            case '\n':
                Write("\\n"u8);
                break;
            case '\r':
                Write("\\r"u8);
                break;
            case '\t':
                Write("\\t"u8);
                break;
            default:
                Write("\\u00"u8);
                Utf8Formatter.TryFormat((byte)c, Room(2), out var written, new StandardFormat('x', 2));
                length += written;
                break;
        }
    }

    private Span<byte> Room(int size)
    {
        if (bytes.Length - length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length + size, 2 * length));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(bytes);
            bytes = larger;
        }
        return bytes.AsSpan(length);
    }
}
