using System.Buffers;
using System.Text;

namespace RxTim.Journal;

/// <summary>
/// Up to 4,096 identifiers in one row, each as its length in UTF-8 (7 bits a byte, least first) and its bytes: a row for each would cost
/// ten times the time and twice the space.
/// </summary>
internal static class IdentifierBlock
{
    /// <summary>Identifiers in every block but the last.</summary>
    public const int Size = 4096;

    public static void Append(ArrayBufferWriter<byte> block, string identifier)
    {
        var length = Encoding.UTF8.GetByteCount(identifier);
        var rest = (uint)length;
        var span = block.GetSpan(length + 5);
        var at = 0;
        for (; rest > 0x7F; rest >>= 7)
            span[at++] = (byte)(rest | 0x80);
        span[at++] = (byte)rest;
        at += Encoding.UTF8.GetBytes(identifier, span[at..]);
        block.Advance(at);
    }

    /// <exception cref="FormatException">The block is none of so many identifiers.</exception>
    public static string[] Read(ReadOnlySpan<byte> block, int count)
    {
        if (count is < 1 or > Size)
            throw new FormatException("A block has 1 to 4,096 identifiers.");
        var identifiers = new string[count];
        for (var i = 0; i < count; i++)
        {
            var length = ReadLength(ref block);
            if (length > block.Length)
                throw new FormatException("A block ends within an identifier.");
            identifiers[i] = Encoding.UTF8.GetString(block[..length]);
            block = block[length..];
        }
        return block.IsEmpty ? identifiers : throw new FormatException("A block goes on after its last identifier.");
    }

    private static int ReadLength(ref ReadOnlySpan<byte> block)
    {
        var length = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            if (block.IsEmpty)
                break;
            var b = block[0];
            block = block[1..];
            length |= (b & 0x7F) << shift;
            if (b <= 0x7F)
                return length;
        }
        throw new FormatException("A block has no length where one is expected.");
    }
}
