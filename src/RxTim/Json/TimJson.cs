using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace RxTim;

/// <summary>How the SDK's JSON is read and written: UTF-8, text unescaped as the SDK itself writes it.</summary>
internal static class TimJson
{
    /// <summary>Deep enough for the 100 layers of merged messages that the SDK allows: each takes four levels.</summary>
    internal const int MaxDepth = 512;

    /// <summary>For every writer of the SDK's JSON. The calls are ours and in order, so the writer need not check that.</summary>
    internal static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = TimJsonEncoder.Instance,
        MaxDepth = MaxDepth,
        SkipValidation = true,
    };

    /// <summary>For reading the SDK's JSON token by token.</summary>
    internal static JsonReaderOptions ReaderOptions { get; } = new() { MaxDepth = MaxDepth };

    /// <exception cref="JsonException">It is no JSON, or not of this type; the message names the key and the position.</exception>
    internal static T Decode<T>(ReadOnlySpan<byte> utf8Json, JsonTypeInfo<T> type) where T : class
    {
        // The serializer would put U+FFFD into a key.
        if (Utf8Text.FirstFault(utf8Json) is var fault and >= 0) throw JsonPosition.Locate("A text is not UTF-8.", utf8Json, fault);
        try
        {
            return JsonSerializer.Deserialize(utf8Json, type) ?? throw new JsonException("The JSON is null.", "$", 0, 0);
        }
        catch (JsonException e)
        {
            throw JsonPosition.Locate(e, utf8Json);
        }
    }

    /// <exception cref="JsonException">The text has half a surrogate pair, so that it has no UTF-8 form.</exception>
    internal static byte[] ToUtf8(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return StrictUtf8.Encoding.GetBytes(json);
        }
        catch (EncoderFallbackException e)
        {
            throw new JsonException($"The text has half a surrogate pair at index {e.Index}.", e);
        }
    }

    internal static byte[] Encode<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions)) JsonSerializer.Serialize(writer, value, type);
        return buffer.WrittenSpan.ToArray();
    }

    internal static string EncodeToString<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetString(Encode(value, type));
}
