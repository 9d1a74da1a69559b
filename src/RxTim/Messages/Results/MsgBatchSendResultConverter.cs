using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>Writes and reads a result for System.Text.Json by the SDK's keys, as <see cref="MsgBatchSendResult.ToJson"/> does; the
/// type has it by itself.</summary>
/// <remarks>What the SDK has no key for is not written: <see cref="MsgBatchSendResult.Attempts"/>,
/// <see cref="MsgBatchSendResult.Ordinal"/>, and the outcome beyond what the code says of it.</remarks>
public sealed class MsgBatchSendResultConverter : JsonConverter<MsgBatchSendResult>
{
    /// <inheritdoc/>
    public override MsgBatchSendResult Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var entry = JsonDocument.ParseValue(ref reader);
        try
        {
            return MsgBatchSendResult.ParseArray($"[{entry.RootElement.GetRawText()}]")[0];
        }
        catch (MalformedAnswerException malformed)
        {
            // Its position counts from the result, and the serializer's own counts in the whole.
            throw new JsonException($"That is no result of a batch send: {malformed.What}.", malformed);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, MsgBatchSendResult value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        value.WriteJson(writer);
    }
}
