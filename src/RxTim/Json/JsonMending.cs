using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>
/// JSON of a backend whose texts were damaged on their way: bytes that are not UTF-8, or escapes of half a surrogate pair, as a text gets
/// them that is cut inside a character. What surrounds such a text can be read, so the text is mended with U+FFFD and nothing is refused.
/// </summary>
internal static class JsonMending
{
    // The length of an escape such as \u00e9.
    private const int Escape = 6;

    private static readonly byte[] Replacement = [0xef, 0xbf, 0xbd];

    /// <summary>Whether every text in the JSON can be read as it stands there.</summary>
    public static bool IsSound(ReadOnlySpan<byte> json) => FaultOf(json) is null;

    /// <summary>Why a text in the JSON cannot be read; null if every one can.</summary>
    public static string? FaultOf(ReadOnlySpan<byte> json) =>
        !Utf8Text.IsUtf8(json) ? "A text is not UTF-8." : HalfPairAt(json, 0) >= 0 ? "A text has half a surrogate pair." : null;

    /// <summary>The JSON with U+FFFD for what cannot be read; itself if it is sound. What is malformed stays so.</summary>
    public static ReadOnlySpan<byte> Mend(ReadOnlySpan<byte> json)
    {
        if (IsSound(json))
            return json;
        var mended = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json));
        for (var at = HalfPairAt(mended, 0); at >= 0; at = HalfPairAt(mended, at))
            "\\ufffd"u8.CopyTo(mended.AsSpan(at));
        return mended;
    }

    /// <summary>The string or key that the reader stands at, mended.</summary>
    public static string TextOf(scoped ref Utf8JsonReader reader)
    {
        if (IsSound(reader.ValueSpan))
            return reader.GetString()!;
        var text = new Utf8JsonReader(Mend((byte[])[(byte)'"', .. reader.ValueSpan, (byte)'"']));
        text.Read();
        return text.GetString()!;
    }

    /// <summary>The UTF-8 of the string that the reader stands at, without escapes; bytes that spell no text if it is not sound, so that
    /// nobody is taken for the one whom it named.</summary>
    public static ReadOnlySpan<byte> SpellingOf(scoped ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            return reader.ValueSpan;
        var spelling = Encoding.UTF8.GetBytes(TextOf(ref reader));
        return IsSound(reader.ValueSpan) ? spelling : Unspellable(spelling);
    }

    // A byte that UTF-8 does not have where U+FFFD is; read as text, it is that again.
    private static ReadOnlySpan<byte> Unspellable(Span<byte> utf8)
    {
        var length = utf8.Length;
        for (var at = utf8.IndexOf(Replacement); at >= 0; at = utf8[..length].IndexOf(Replacement))
        {
            utf8[at] = 0xff;
            utf8[(at + Replacement.Length)..length].CopyTo(utf8[(at + 1)..]);
            length -= Replacement.Length - 1;
        }
        return utf8[..length];
    }

    // Where, from an index on, an escape begins that is half a surrogate pair and lacks the other; -1 if nowhere.
    private static int HalfPairAt(ReadOnlySpan<byte> json, int start)
    {
        while (start < json.Length && json[start..].IndexOf((byte)'\\') is var next and >= 0)
        {
            start += next;
            var unit = EscapedUnit(json[start..]);
            if (unit < 0)
                start += 2;
            else if (!char.IsSurrogate((char)unit))
                start += Escape;
            else if (char.IsHighSurrogate((char)unit) && EscapedUnit(json[(start + Escape)..]) is >= 0xdc00 and <= 0xdfff)
                start += 2 * Escape;
            else
                return start;
        }
        return -1;
    }

    // The UTF-16 unit that the JSON begins with an escape of; -1 if it does not.
    private static int EscapedUnit(ReadOnlySpan<byte> json) =>
        json.Length >= Escape && json.StartsWith("\\u"u8)
        && Utf8Parser.TryParse(json.Slice(2, 4), out ushort unit, out var digits, 'x') && digits == 4 ? unit : -1;
}
