using System.Text.Json;

namespace RxTim;

/// <summary>A message's JSON form, for those who read and write the objects around it.</summary>
internal static class MessageJson
{
    internal static void Write(Utf8JsonWriter writer, Message message) =>
        JsonSerializer.Serialize(writer, message, WireJsonContext.Default.Message);

    internal static byte[] Encode(Message message) => TimJson.Encode(message, WireJsonContext.Default.Message);

    /// <exception cref="JsonException">It is no JSON, or no message; the message names the key and the position.</exception>
    internal static Message Decode(ReadOnlySpan<byte> utf8Json) => TimJson.Decode(utf8Json, WireJsonContext.Default.Message);
}
