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

    // What a thread keeps for its next message, and of how many bytes at most: half of what a small send would make otherwise.
    [ThreadStatic]
    private static JsonScratch? Scratch;
    private const int MostKept = 64 * 1024;

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
        // Not given back where it throws: then it may be in any state.
        var scratch = Scratch ?? new JsonScratch();
        Scratch = null;
        scratch.Writer.Reset(scratch.Buffer);
        JsonSerializer.Serialize(scratch.Writer, value, type);
        scratch.Writer.Flush();
        var json = scratch.Buffer.WrittenSpan.ToArray();
        if (scratch.Buffer.Capacity <= MostKept)
        {
            scratch.Buffer.Clear();
            Scratch = scratch;
        }
        return json;
    }

    internal static string EncodeToString<T>(T value, JsonTypeInfo<T> type) => Encoding.UTF8.GetString(Encode(value, type));

    private sealed class JsonScratch
    {
        public ArrayBufferWriter<byte> Buffer { get; } = new();

        public Utf8JsonWriter Writer { get; } = new(Stream.Null, WriterOptions);
    }
}
