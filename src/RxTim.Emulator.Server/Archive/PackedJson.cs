using System.IO.Compression;
using System.Text;

namespace RxTim.Emulator;

/// <summary>JSON as it is kept of calls: compressed, as 500 identifiers are much alike.</summary>
internal static class PackedJson
{
    /// <summary>The longest that is kept, in bytes: a call of 500 identifiers with the longest message.</summary>
    public const int Longest = 64 * 1024;

    /// <summary>Packs it; null if there is none, or more than <see cref="Longest"/>.</summary>
    public static byte[]? Of(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json.Length > Longest)
            return null;
        using var packed = new MemoryStream(json.Length / 4 + 64);
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(json);
        return packed.ToArray();
    }

    /// <summary>The text; what is no UTF-8 in it is replaced.</summary>
    public static string Text(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var reader = new StreamReader(deflate, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
