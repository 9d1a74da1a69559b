using System.Buffers;
using System.Text.Json;

namespace RxTim;

/// <summary>What one send asks of the backend, with the message encoded once for all its calls.</summary>
internal sealed class SendRequest(MsgBatchSendParam param)
{
    private static readonly JsonEncodedText IdentifiersKey = JsonEncodedText.Encode("msg_batch_send_param_identifier_array");
    private static readonly JsonEncodedText MessageKey = JsonEncodedText.Encode("msg_batch_send_param_msg");

    private readonly byte[] message = MessageJson.Encode(param.Message);

    public MsgBatchSendParam Param { get; } = param;

    /// <summary>The bytes of a call's JSON without its identifiers. Measured anew each time.</summary>
    public int BytesWithoutIdentifiers
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>();
            WriteJson(buffer, []);
            return buffer.WrittenCount;
        }
    }

    /// <summary>The most bytes that an identifier adds to a call's JSON: quotes and comma, and six bytes for what may be escaped.</summary>
    public static int BytesOf(string identifier)
    {
        var bytes = 3;
        foreach (var c in identifier)
            bytes += c is >= ' ' and <= '~' and not ('"' or '\\') ? 1 : 6;
        return bytes;
    }

    public void WriteJson(IBufferWriter<byte> output, ReadOnlySpan<string> identifiers)
    {
        using var writer = new Utf8JsonWriter(output, TimJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray(IdentifiersKey);
        foreach (var identifier in identifiers)
            writer.WriteStringValue(identifier);
        writer.WriteEndArray();
        writer.WritePropertyName(MessageKey);
        writer.WriteRawValue(message, skipInputValidation: true);
        if (Param.UnknownKeys is not null)
        {
            foreach (var (key, value) in Param.UnknownKeys)
            {
                writer.WritePropertyName(key);
                value.WriteTo(writer);
            }
        }
        writer.WriteEndObject();
    }
}
