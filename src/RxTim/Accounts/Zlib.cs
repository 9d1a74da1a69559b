using System.Buffers.Binary;
using System.IO.Compression;

namespace RxTim;

/// <summary>Data in zlib's form (RFC 1950): two bytes that say so, what deflate makes, and the Adler-32 of what was compressed.
/// netstandard2.1 has no class for it, and that of .NET takes data without the end.</summary>
internal static class Zlib
{
    private const int HeaderLength = 2;
    private const int ChecksumLength = 4;

    // Deflate with a window of 32 kB, the usual compression, and no dictionary.
    private static readonly byte[] Header = [0x78, 0x9C];

    public static byte[] Compress(byte[] data)
    {
        using var output = new MemoryStream();
        output.Write(Header, 0, HeaderLength);
        using (var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true))
            deflate.Write(data, 0, data.Length);
        Span<byte> checksum = stackalloc byte[ChecksumLength];
        BinaryPrimitives.WriteUInt32BigEndian(checksum, Adler32(data));
        output.Write(checksum);
        return output.ToArray();
    }

    /// <summary>What was compressed; null if that was not done by zlib, is damaged, or longer than so many bytes.</summary>
    public static byte[]? Decompress(byte[] zlib, int mostBytes)
    {
        if (zlib.Length < HeaderLength + ChecksumLength || !IsHeader(zlib[0], zlib[1]))
            return null;
        var data = new byte[mostBytes];
        int length;
        try
        {
            using var deflate = new DeflateStream(new MemoryStream(zlib, HeaderLength, zlib.Length - HeaderLength), CompressionMode.Decompress);
            length = Fill(deflate, data);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        var read = data.AsSpan(0, length);
        return BinaryPrimitives.ReadUInt32BigEndian(zlib.AsSpan(zlib.Length - ChecksumLength)) == Adler32(read) ? read.ToArray() : null;
    }

    // Deflate, no dictionary, and a check of five bits.
    private static bool IsHeader(byte method, byte flags) =>
        (method & 0x0F) == 8 && (flags & 0x20) == 0 && ((method << 8) | flags) % 31 == 0;

    private static int Fill(Stream stream, byte[] buffer)
    {
        var length = 0;
        while (length < buffer.Length && stream.Read(buffer, length, buffer.Length - length) is var read and > 0)
            length += read;
        return length;
    }

    private static uint Adler32(ReadOnlySpan<byte> data)
    {
        const uint Modulus = 65521;
        var (low, high) = (1u, 0u);
        foreach (var b in data)
        {
            low = (low + b) % Modulus;
            high = (high + low) % Modulus;
        }
        return (high << 16) | low;
    }
}
