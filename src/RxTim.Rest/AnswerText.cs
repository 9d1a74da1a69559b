using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>Reads texts of an answer, also those that spell none: cut within a character, in another encoding than UTF-8, half a surrogate
/// pair.</summary>
internal static class AnswerText
{
    /// <summary>The text that the reader stands at; what spells nothing in it becomes U+FFFD.</summary>
    /// <param name="reader">Stands at a string, all in one span.</param>
    /// <param name="isExact">Whether nothing had to be mended.</param>
    public static string Read(ref Utf8JsonReader reader, out bool isExact)
    {
        Debug.Assert(!reader.HasValueSequence, "The answer is read from spans.");
        try
        {
            isExact = true;
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            isExact = false;
            return reader.ValueIsEscaped ? Unescape(reader.ValueSpan) : Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    // The reader has seen to it that each backslash begins an escape.
    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        while (escaped.IndexOf((byte)'\\') is >= 0 and var plain)
        {
            text.Append(Encoding.UTF8.GetString(escaped[..plain]));
            var kind = (char)escaped[plain + 1];
            text.Append(kind switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(escaped.Slice(plain + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                _ => kind,
            });
            escaped = escaped[(plain + (kind == 'u' ? 6 : 2))..];
        }
        text.Append(Encoding.UTF8.GetString(escaped));
        // There and back, for half a surrogate pair has no UTF-8.
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
