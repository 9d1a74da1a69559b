using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>
/// Cuts a message's JSON where its receivers differ. Keys that a backend decides are set, keys that a sender may leave out get their
/// default, and all others stay as they were sent.
/// </summary>
internal static class MessagePieces
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = Message.MaxJsonDepth };

    // As the API page's example has them; the random and the sequence are gaps because a message that failed has neither.
    private static readonly (string Key, Gap Gap)[] Gaps =
    [
        ("message_client_time", Gap.ClientTime),
        ("message_conv_id", Gap.ConvId),
        ("message_msg_id", Gap.MsgId),
        ("message_rand", Gap.Rand),
        ("message_seq", Gap.Seq),
        ("message_server_time", Gap.ServerTime),
    ];

    // The SDK says "sent" (2) whatever the result's code is, so this does too.
    private static readonly (string Key, byte[] Json)[] DecidedByBackend =
    [
        ("message_conv_type", "1"u8.ToArray()),
        ("message_is_from_self", "true"u8.ToArray()),
        ("message_is_peer_read", "false"u8.ToArray()),
        ("message_is_read", "true"u8.ToArray()),
        ("message_status", "2"u8.ToArray()),
    ];

    private static readonly (string Key, byte[] Json)[] Defaults =
    [
        ("message_custom_int", "0"u8.ToArray()),
        ("message_custom_str", "\"\""u8.ToArray()),
        ("message_is_online_msg", "false"u8.ToArray()),
        ("message_priority", "1"u8.ToArray()),
    ];

    /// <summary>What differs between receivers, or from call to call.</summary>
    public enum Gap
    {
        None,
        ClientTime,
        ConvId,
        MsgId,
        Rand,
        Seq,
        ServerTime,
    }

    /// <summary>The message as the SDK's JSON: each piece's bytes, and what stands behind them.</summary>
    public static (byte[] Text, Gap Gap)[] Of(Message message, string sender)
    {
        using var sent = JsonDocument.Parse((message with { Sender = sender }).ToJson(), Deep);
        var values = new SortedDictionary<string, (byte[] Json, Gap Gap)>(StringComparer.Ordinal);
        foreach (var (key, json) in Defaults)
            values[key] = (json, Gap.None);
        foreach (var property in sent.RootElement.EnumerateObject())
            values[property.Name] = (SortedJson.ToUtf8(property.Value), Gap.None);
        foreach (var (key, json) in DecidedByBackend)
            values[key] = (json, Gap.None);
        foreach (var (key, gap) in Gaps)
            values[key] = ([], gap);
        return Cut(values);
    }

    private static (byte[] Text, Gap Gap)[] Cut(SortedDictionary<string, (byte[] Json, Gap Gap)> values)
    {
        var pieces = new List<(byte[] Text, Gap Gap)>();
        using var text = new Utf8Buffer(1024);
        var separator = "{\""u8;
        foreach (var (key, (json, gap)) in values)
        {
            text.Write(separator);
            text.WriteEscaped(key);
            text.Write("\":"u8);
            text.Write(json);
            if (gap != Gap.None)
            {
                pieces.Add((text.Written.ToArray(), gap));
                text.Clear();
            }
            separator = ",\""u8;
        }
        text.Write("}"u8);
        pieces.Add((text.Written.ToArray(), Gap.None));
        return [.. pieces];
    }
}
