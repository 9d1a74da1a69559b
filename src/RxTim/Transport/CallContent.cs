using System.Buffers;
using System.Text.Json;

namespace RxTim;

/// <summary>What the calls of one send have in common: the message, encoded once, and the keys around it.</summary>
/// <param name="param">The message. Its identifiers are not looked at.</param>
/// <param name="stamped">Whether a call's JSON carries its random and sequence in the message, so that a backend can drop a repeat.</param>
internal sealed class CallContent(MsgBatchSendParam param, bool stamped = false)
{
    private static readonly JsonEncodedText IdentifiersKey = JsonEncodedText.Encode("msg_batch_send_param_identifier_array");
    private static readonly JsonEncodedText MessageKey = JsonEncodedText.Encode("msg_batch_send_param_msg");

    private readonly byte[] message = MessageJson.Encode(param.Message);

    // The message with the newest stamp. Mostly a send has one stamp.
    private StampedMessage? newest;

    public MsgBatchSendParam Param { get; } = param;

    /// <summary>How many bytes a call's JSON has without identifiers.</summary>
    public int BytesWithoutIdentifiers()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteJson(buffer, [], new RepeatStamp(uint.MaxValue, uint.MaxValue));
        return buffer.WrittenCount;
    }

    /// <summary>The most bytes that an identifier adds to a call's JSON: quotes and comma, and six bytes for what may be escaped.</summary>
    public static int BytesOf(string identifier)
    {
        var bytes = 3;
        foreach (var c in identifier)
            bytes += c is >= ' ' and <= '~' and not ('"' or '\\') ? 1 : 6;
        return bytes;
    }

    public void WriteJson(IBufferWriter<byte> output, ReadOnlySpan<string> identifiers, RepeatStamp stamp)
    {
        using var writer = new Utf8JsonWriter(output, TimJson.WriterOptions);
        writer.WriteStartObject();
        writer.WriteStartArray(IdentifiersKey);
        foreach (var identifier in identifiers)
            writer.WriteStringValue(identifier);
        writer.WriteEndArray();
        writer.WritePropertyName(MessageKey);
        writer.WriteRawValue(stamped ? MessageWith(stamp) : message, skipInputValidation: true);
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

    private byte[] MessageWith(RepeatStamp stamp)
    {
        if (newest is { } known && known.Stamp == stamp)
            return known.Json;
        var own = Param.Message;
        var json = MessageJson.Encode(own with
        {
            Rand = own.Rand is null or 0 ? stamp.Random : own.Rand,
            Seq = own.Seq is null or 0 ? stamp.Sequence : own.Seq,
        });
        newest = new StampedMessage(stamp, json);
        return json;
    }

    private sealed record StampedMessage(RepeatStamp Stamp, byte[] Json);
}
