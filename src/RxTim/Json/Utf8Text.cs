using System.Text;

namespace RxTim;

/// <summary>UTF-8 bytes held against .NET strings, without making a string of them.</summary>
internal static class Utf8Text
{
    /// <summary>Whether the bytes spell the text, which is well-formed. Malformed UTF-8 spells nothing.</summary>
    public static bool Equals(string text, ReadOnlySpan<byte> utf8)
    {
        // One UTF-16 unit takes one to three bytes of UTF-8.
        if (utf8.Length < text.Length || utf8.Length > 3 * text.Length)
            return false;
#if NET
        if (utf8.Length == text.Length)
            return Ascii.Equals(utf8, text);
#endif
        return EqualsEncoded(text, utf8);
    }

    /// <summary>Where the bytes are no longer UTF-8; -1 if they are to the end.</summary>
    public static int FirstFault(ReadOnlySpan<byte> bytes)
    {
#if NET
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return -1;
#endif
        try
        {
            _ = StrictUtf8.Encoding.GetCharCount(bytes);
            return -1;
        }
        catch (DecoderFallbackException fault)
        {
            return fault.Index;
        }
    }

    /// <summary>Whether the bytes are UTF-8.</summary>
    public static bool IsUtf8(ReadOnlySpan<byte> bytes) => FirstFault(bytes) < 0;

    /// <summary>The text with U+FFFD for each half of a surrogate pair; itself if it has none.</summary>
    public static string Mend(string text) => IsWellFormed(text) ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether the text can be written in UTF-8: it holds no half of a surrogate pair.</summary>
    public static bool IsWellFormed(string text)
    {
#if NET
        if (!text.AsSpan().ContainsAnyInRange('\ud800', '\udfff'))
            return true;
#endif
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsSurrogatePair(text, i))
                return false;
            i++;
        }
        return true;
    }

    private static bool EqualsEncoded(string text, ReadOnlySpan<byte> utf8)
    {
        Span<byte> encoded = utf8.Length <= 256 ? stackalloc byte[256] : new byte[utf8.Length];
        return Encoding.UTF8.GetByteCount(text) == utf8.Length
            && encoded[..Encoding.UTF8.GetBytes(text, encoded)].SequenceEqual(utf8);
    }
}
