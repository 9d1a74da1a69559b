using System.Buffers;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>How REST's JSON is written: a key whose value is null is left out.</summary>
internal static class RestJson
{
    // A call's body is written in two parts, which a validating writer would not do.
    private static readonly JsonWriterOptions Options = new() { Encoder = TimJsonEncoder.Instance, SkipValidation = true };

    /// <summary>A writer to the buffer; to be flushed or disposed before the buffer is read.</summary>
    public static Utf8JsonWriter WriterTo(IBufferWriter<byte> buffer) => new(buffer, Options);

    /// <summary>Writes a key and its text; nothing for null. Half a surrogate pair becomes U+FFFD.</summary>
    public static void Property(this Utf8JsonWriter json, string key, string? text)
    {
        if (text is not null)
            json.WriteString(key, text);
    }

    /// <summary>Writes a key and its number; nothing for null.</summary>
    public static void Property(this Utf8JsonWriter json, string key, long? number)
    {
        if (number is not null)
            json.WriteNumber(key, number.Value);
    }

    /// <summary>Writes a key and its number, which is finite; nothing for null.</summary>
    public static void Property(this Utf8JsonWriter json, string key, double? number)
    {
        if (number is not null)
            json.WriteNumber(key, number.Value);
    }
}
