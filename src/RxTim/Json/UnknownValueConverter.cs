using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>
/// Reads the value of an unknown key. Texts that could not be written back, with half a surrogate pair or malformed UTF-8, are refused here
/// as they are under typed keys, so that what has been read can always be written.
/// </summary>
internal sealed class UnknownValueConverter : JsonConverter<JsonElement>
{
    public override JsonElement Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader);

    internal static JsonElement Read(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        var element = JsonElement.ParseValue(ref reader);
        do
        {
            if (ahead.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && JsonMending.FaultOf(ahead.ValueSpan) is { } fault)
                throw new JsonException(fault);
        }
        while (ahead.BytesConsumed < reader.BytesConsumed && ahead.Read());
        return element;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => value.WriteTo(writer);
}
