using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Writes and reads a message for System.Text.Json by the SDK's keys, as <see cref="Message.ToJson"/> and
/// <see cref="Message.Parse(string)"/> do: for a property of your own type, <c>[JsonConverter(typeof(MessageConverter))]</c>, or in the
/// converters of your options. Without it the serializer writes a null for each key that is not set, and a context generated for your own
/// types passes over unknown keys.</summary>
public sealed class MessageConverter : JsonConverter<Message>
{
    /// <inheritdoc/>
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var message = JsonDocument.ParseValue(ref reader);
        return Message.Parse(message.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        MessageJson.Write(writer, value);
    }
}
