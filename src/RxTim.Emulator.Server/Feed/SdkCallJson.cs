using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>A call that came inside the process, as the SDK's JSON: so that it can be looked at as one that came over HTTP can.</summary>
internal static class SdkCallJson
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
    };

    /// <summary>What was asked, packed; null if it is longer than is kept.</summary>
    public static byte[]? Request(EmulatorMessage message, IReadOnlyList<string> identifiers) => Packed(identifiers.Count, json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("msg_batch_send_param_identifier_array"u8);
        foreach (var identifier in identifiers)
            json.WriteStringValue(identifier);
        json.WriteEndArray();
        json.WritePropertyName("msg_batch_send_param_msg"u8);
        json.WriteRawValue(message.Message.ToJson(), skipInputValidation: true);
        json.WriteEndObject();
    });

    /// <summary>What each identifier was answered, without its message, packed; null if it is longer than is kept.</summary>
    public static byte[]? Answer(ReceivedCall call) => Packed(call.Identifiers.Count, json =>
    {
        json.WriteStartArray();
        if (call.Refusal != 0)
        {
            foreach (var identifier in call.Identifiers)
                Write(json, identifier, call.Refusal);
        }
        foreach (var delivery in call.Deliveries)
            Write(json, delivery.Receiver, delivery.Code);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, string identifier, int code)
    {
        json.WriteStartObject();
        json.WriteString("msg_batch_send_result_identifier"u8, identifier);
        json.WriteNumber("msg_batch_send_result_code"u8, code);
        json.WriteString("msg_batch_send_result_desc"u8, code == 0 ? "" : TimErrorCodes.Describe(code) ?? "");
        json.WriteEndObject();
    }

    private static byte[]? Packed(int identifiers, Action<Utf8JsonWriter> write)
    {
        // Each takes more bytes than that: what is not kept need not be written.
        if (identifiers > PackedJson.Longest / 4)
            return null;
        var output = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(output, Plain))
            write(json);
        return PackedJson.Of(output.WrittenSpan);
    }
}
