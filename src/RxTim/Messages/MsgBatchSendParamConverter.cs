using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Writes and reads a parameter for System.Text.Json by the SDK's keys, as <see cref="MsgBatchSendParam.ToJson"/> and
/// <see cref="MsgBatchSendParam.Parse(string)"/> do: for a property of your own type,
/// <c>[JsonConverter(typeof(MsgBatchSendParamConverter))]</c>, or in the converters of your options. Without it the serializer writes a
/// null for each key that is not set, and a context generated for your own types passes over unknown keys.</summary>
public sealed class MsgBatchSendParamConverter : JsonConverter<MsgBatchSendParam>
{
    /// <inheritdoc/>
    public override MsgBatchSendParam Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var param = JsonDocument.ParseValue(ref reader);
        return MsgBatchSendParam.Parse(param.RootElement.GetRawText());
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MsgBatchSendParam value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        JsonSerializer.Serialize(writer, value, WireJsonContext.Default.MsgBatchSendParam);
    }
}
