using System.Text.Json;
using System.Text.Unicode;

namespace RxTim.Emulator;

/// <summary>Reads the JSON that came from outside. What it lets through can be read without surprises: it is an object, and every text in
/// it is Unicode.</summary>
internal static class RequestJson
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads it; a byte order mark in front is passed over.</summary>
    /// <exception cref="RestRefusal">It cannot be read: 90001, with the place.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.StartsWith(ByteOrderMark))
            utf8 = utf8[ByteOrderMark.Length..];
        if (!Utf8.IsValid(utf8.Span))
            throw Malformed($"the body is not UTF-8 from byte {ValidLength(utf8.Span) + 1} on");
        JsonDocument json;
        try
        {
            CheckEscapes(utf8.Span);
            json = JsonDocument.Parse(utf8);
        }
        catch (JsonException error)
        {
            throw Malformed($"the body is not JSON: line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
        if (json.RootElement.ValueKind == JsonValueKind.Object)
            return json;
        json.Dispose();
        throw Malformed("the body is not a JSON object");
    }

    // An escape can be half a surrogate pair, which no text can hold.
    private static void CheckEscapes(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf("\\u"u8) < 0)
            return;
        var reader = new Utf8JsonReader(utf8);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
                continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                throw Malformed($"the text at byte {reader.TokenStartIndex + 1} of the body has half a surrogate pair");
            }
        }
    }

    private static int ValidLength(ReadOnlySpan<byte> utf8)
    {
        Utf8.ToUtf16(utf8, new char[utf8.Length], out var read, out _, replaceInvalidSequences: false);
        return read;
    }

    private static RestRefusal Malformed(string why) => new(TimErrorCodes.RestJsonInvalid, why);
}
