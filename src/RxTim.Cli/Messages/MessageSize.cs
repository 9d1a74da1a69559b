using System.Text;
using System.Text.Json;

namespace RxTim.Cli;

/// <summary>
/// How long a message is, as the SDK's header defines the limit of 12 kB (code 8001): the sum of its elements. An element's length is
/// taken as the UTF-8 bytes of its values, <c>elem_type</c> left out; keys and JSON's own signs do not count.
/// </summary>
internal static class MessageSize
{
    public const int MostBytes = 12 * 1024;

    // As deep as messages can be merged.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Message.MaxJsonDepth };

    public static long Of(Message message)
    {
        if (message.Elements is null)
            return 0;
        using var json = JsonDocument.Parse(message.ToJson(), Deep);
        return Of(json.RootElement.GetProperty("message_elem_array"));
    }

    private static long Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Encoding.UTF8.GetByteCount(value.GetString()!),
        JsonValueKind.Array => value.EnumerateArray().Sum(Of),
        JsonValueKind.Object => value.EnumerateObject().Sum(key => key.NameEquals("elem_type") ? 0 : Of(key.Value)),
        JsonValueKind.Null => 0,
        _ => value.GetRawText().Length,
    };
}
