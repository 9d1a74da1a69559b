using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>A message that was kept, as the API's history has it.</summary>
internal static class RestMessageJson
{
    // In MsgFlagBits.
    private const int WithdrawnBit = 8;

    // For people and for files, never inside a page: only JSON's own characters are escaped.
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
    };

    /// <summary>JSON as text, without needless escapes.</summary>
    public static ArrayBufferWriter<byte> Raw(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(output, Plain))
            write(json);
        return output;
    }

    public static void Write(Utf8JsonWriter json, ArchivedMessage message)
    {
        json.WriteStartObject();
        json.WriteString("From_Account"u8, message.Sender);
        json.WriteString("To_Account"u8, message.Receiver);
        json.WriteNumber("MsgSeq"u8, message.Seq);
        json.WriteNumber("MsgRandom"u8, message.Rand);
        json.WriteNumber("MsgTimeStamp"u8, message.Time);
        json.WriteNumber("MsgFlagBits"u8, message.State.HasFlag(DeliveryState.Withdrawn) ? WithdrawnBit : 0);
        json.WriteNumber("IsPeerRead"u8, message.State.HasFlag(DeliveryState.Read) ? 1 : 0);
        json.WriteString("MsgKey"u8, message.Key);
        json.WritePropertyName("MsgBody"u8);
        json.WriteRawValue(message.Content.MsgBody.Span, skipInputValidation: true);
        json.WriteString("CloudCustomData"u8, message.Content.CloudCustomData ?? "");
        json.WriteEndObject();
    }

    /// <summary>Writes what is the same for all receivers of a send.</summary>
    public static void Write(Utf8JsonWriter json, ArchivedSend send)
    {
        json.WriteStartObject();
        json.WriteString("From_Account"u8, send.Sender);
        json.WriteNumber("MsgSeq"u8, send.Seq);
        json.WriteNumber("MsgRandom"u8, send.Rand);
        json.WritePropertyName("MsgBody"u8);
        json.WriteRawValue(send.Content.MsgBody.Span, skipInputValidation: true);
        json.WriteString("CloudCustomData"u8, send.Content.CloudCustomData ?? "");
        json.WriteEndObject();
    }
}
