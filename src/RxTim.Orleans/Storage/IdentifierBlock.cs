using System.Buffers;
using System.IO.Compression;
using System.Text;

namespace RxTim.Orleans;

/// <summary>The identifiers of a shard in few bytes: each by what it has in common with the one before and the rest of it, all of that
/// compressed. About one byte each where they count up.</summary>
internal static class IdentifierBlock
{
    /// <summary>The most identifiers that one block can have.</summary>
    public const int MostIdentifiers = 1 << 20;

    public static byte[] Pack(IReadOnlyList<string> identifiers)
    {
        var plain = new ArrayBufferWriter<byte>(identifiers.Count * 8);
        var last = "";
        foreach (var identifier in identifiers)
        {
            var common = last.AsSpan().CommonPrefixLength(identifier);
            var rest = identifier.AsSpan(common);
            var span = plain.GetSpan(2 + rest.Length);
            span[0] = (byte)common;
            span[1] = (byte)rest.Length;
            Encoding.ASCII.GetBytes(rest, span[2..]);
            plain.Advance(2 + rest.Length);
            last = identifier;
        }
        using var packed = new MemoryStream();
        using (var compressing = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            compressing.Write(plain.WrittenSpan);
        return packed.ToArray();
    }

    /// <exception cref="FormatException">The block is none of so many identifiers.</exception>
    public static string[] Unpack(byte[] block, int count)
    {
        using var expanding = new BrotliStream(new MemoryStream(block), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        try
        {
            expanding.CopyTo(plain);
        }
        catch (InvalidOperationException)
        {
            throw ByteReader.Damaged();
        }
        catch (InvalidDataException)
        {
            throw ByteReader.Damaged();
        }
        return Read(plain.GetBuffer().AsSpan(0, (int)plain.Length), count);
    }

    private static string[] Read(ReadOnlySpan<byte> plain, int count)
    {
        var identifiers = new string[count];
        Span<char> text = stackalloc char[2 * byte.MaxValue];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            if (at + 2 > plain.Length || at + 2 + plain[at + 1] > plain.Length)
                throw ByteReader.Damaged();
            int common = plain[at], rest = plain[at + 1];
            for (var c = 0; c < rest; c++)
                text[common + c] = (char)plain[at + 2 + c];
            identifiers[i] = new string(text[..(common + rest)]);
            at += 2 + rest;
        }
        return at == plain.Length ? identifiers : throw ByteReader.Damaged();
    }
}
