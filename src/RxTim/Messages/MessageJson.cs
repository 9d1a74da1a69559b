using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>A message's JSON form, for those who read and write the objects around it.</summary>
internal static class MessageJson
{
    internal static void Write(Utf8JsonWriter writer, Message message) =>
        JsonSerializer.Serialize(writer, message, WireJsonContext.Default.Message);

    internal static byte[] Encode(Message message) => TimJson.Encode(message, WireJsonContext.Default.Message);

    /// <exception cref="JsonException">It is no JSON, or no message; the message names the key and the position.</exception>
    internal static Message Decode(ReadOnlySpan<byte> utf8Json) =>
        TryDecode(utf8Json) ?? TimJson.Decode(utf8Json, WireJsonContext.Default.Message);

    /// <summary>A backend's message, its texts mended (<see cref="JsonMending"/>): what came is to be read.</summary>
    /// <inheritdoc cref="Decode(ReadOnlySpan{byte})"/>
    internal static Message DecodeMended(ReadOnlySpan<byte> utf8Json) =>
        TryDecode(utf8Json) ?? TimJson.Decode(JsonMending.Mend(utf8Json), WireJsonContext.Default.Message);

    /// <summary>The message, if its JSON is written as the SDK writes it; null if not, or if there is a fault in it.</summary>
    internal static Message? TryDecode(ReadOnlySpan<byte> utf8Json)
    {
        try
        {
            var json = new WireReader(utf8Json);
            if (!json.OpenObject())
                return null;
            var message = new Message(ref json);
            return json.IsAtEnd ? message : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or DecoderFallbackException or FormatException)
        {
            // Whoever reads it next says where.
            return null;
        }
    }

    /// <summary>A message that was cut out unread, to be passed on: as it is, but for its texts, which are mended.</summary>
    /// <exception cref="JsonException">It is malformed; the message says where.</exception>
    internal static ReadOnlyMemory<byte> ToPassOn(byte[] utf8Json)
    {
        var reader = new Utf8JsonReader(utf8Json, TimJson.ReaderOptions);
        while (reader.Read())
        {
        }
        return JsonMending.IsSound(utf8Json) ? utf8Json : JsonMending.Mend(utf8Json).ToArray();
    }
}
