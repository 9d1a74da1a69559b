using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>What to send and to whom: the object <c>MsgBatchSendParam</c> of the SDK's JSON, the argument of
/// <c>TIMMsgBatchSend</c>.</summary>
public sealed record MsgBatchSendParam : WireObject
{
    /// <summary>
    /// The users to send to, copied when set; an empty list sends to none, and one that comes twice is there twice.
    /// <c>msg_batch_send_param_identifier_array</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The list or an identifier in it is null.</exception>
    [JsonPropertyName("msg_batch_send_param_identifier_array")]
    [JsonConverter(typeof(WireListConverter<string>))]
    public required IReadOnlyList<string> Identifiers
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = WireList<string>.Copy(value);
        }
    }

    /// <summary>The message that each user gets. <c>msg_batch_send_param_msg</c>.</summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    [JsonPropertyName("msg_batch_send_param_msg")]
    public required Message Message
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>A message to the users.</summary>
    /// <param name="message">The message that each user gets.</param>
    /// <param name="identifiers">The users.</param>
    /// <exception cref="ArgumentException">The message, the list or an identifier in it is null.</exception>
    public static MsgBatchSendParam Create(Message message, params string[] identifiers) =>
        new() { Message = message, Identifiers = identifiers };

    /// <inheritdoc cref="Create(Message, string[])"/>
    public static MsgBatchSendParam Create(Message message, IEnumerable<string> identifiers) =>
        new() { Message = message, Identifiers = WireList<string>.Copy(identifiers)! };

    /// <summary>Reads the parameter from the SDK's JSON.</summary>
    /// <param name="json">One JSON object.</param>
    /// <exception cref="JsonException">
    /// It is no JSON, a key is missing, or a value is mistyped, null or out of range. The message names the key, and so does
    /// <see cref="JsonException.Path"/> where it is there; line and position count from 0, the position in bytes of UTF-8.
    /// </exception>
    public static MsgBatchSendParam Parse(string json) =>
        TimJson.Decode(TimJson.ToUtf8(json), WireJsonContext.Default.MsgBatchSendParam);

    /// <inheritdoc cref="Parse(string)"/>
    /// <param name="utf8Json">One JSON object in UTF-8, without a byte order mark.</param>
    public static MsgBatchSendParam Parse(ReadOnlySpan<byte> utf8Json) =>
        TimJson.Decode(utf8Json, WireJsonContext.Default.MsgBatchSendParam);

    /// <summary>The message, and how many it goes to, for logs and the debugger.</summary>
    /// <returns>A short text; its form may change.</returns>
    public override string ToString() =>
        $"MsgBatchSendParam {{ {Message}, {Identifiers.Count} {(Identifiers.Count == 1 ? "identifier" : "identifiers")} }}";

    /// <summary>Writes the parameter as the SDK's JSON: on one line, text beyond ASCII as it is.</summary>
    public string ToJson() => TimJson.EncodeToString(this, WireJsonContext.Default.MsgBatchSendParam);
}
