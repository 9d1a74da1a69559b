using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>The answer to a call: what every answer has, and what only this one has.</summary>
/// <param name="Code"><c>ErrorCode</c>.</param>
/// <param name="Info"><c>ErrorInfo</c>.</param>
/// <param name="WriteRest">Writes the other keys; null if there are none.</param>
internal sealed record RestAnswer(int Code, string Info, Action<Utf8JsonWriter>? WriteRest = null)
{
    // JSON, never inside a page: other text than JSON's own needs no escaping.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Success without more to say.</summary>
    public static RestAnswer Ok { get; } = new(0, "");

    /// <summary>Success, and more.</summary>
    public static RestAnswer With(Action<Utf8JsonWriter> writeRest) => new(0, "", writeRest);

    /// <summary>The answer as JSON.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output, Plain))
        {
            json.WriteStartObject();
            json.WriteString("ActionStatus"u8, Code == 0 ? "OK"u8 : "FAIL"u8);
            json.WriteNumber("ErrorCode"u8, Code);
            json.WriteString("ErrorInfo"u8, Info);
            WriteRest?.Invoke(json);
            json.WriteEndObject();
        }
        return output.WrittenMemory;
    }
}
