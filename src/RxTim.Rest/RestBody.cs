using System.Buffers;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>
/// One message's part of a request's body, encoded once for all calls of a send; each call adds its identifiers, random and sequence.
/// </summary>
internal sealed class RestBody
{
    // What most identifiers take, and what a short text wants of room before it is written, with the rest of the body; where this is not
    // enough the buffer grows.
    private const int BytesPerIdentifier = 24;
    private const int BytesAround = 512;

    // The body's start, up to where the identifiers come; empty where there is a problem.
    private readonly byte[] start;

    public RestBody(Message message, RestTransportOptions options)
    {
        Problem = RestMessage.Find(message);
        start = Problem is null ? Encode(message, options) : [];
    }

    /// <summary>Why REST cannot carry the message; null if it can.</summary>
    public RestMessage.Problem? Problem { get; }

    /// <summary>The body of one call.</summary>
    public ReadOnlyMemory<byte>[] For(MsgBatchCall call)
    {
        var rest = new ArrayBufferWriter<byte>(BytesPerIdentifier * call.Identifiers.Count + BytesAround);
        using var json = RestJson.WriterTo(rest);
        json.WriteStartArray();
        foreach (var identifier in call.Identifiers)
            json.WriteStringValue(identifier);
        json.WriteEndArray();
        json.Property("MsgRandom", call.Random);
        json.Property("MsgSeq", call.Sequence);
        json.WriteEndObject();
        json.Flush();
        return [start, rest.WrittenMemory];
    }

    private static byte[] Encode(Message message, RestTransportOptions options)
    {
        var begun = new ArrayBufferWriter<byte>();
        using var json = RestJson.WriterTo(begun);
        json.WriteStartObject();
        json.Property("From_Account", options.From);
        json.Property("SyncOtherMachine", options.SyncToSender is { } sync ? sync ? 1 : 2 : (long?)null);
        json.Property("MsgLifeTime", (long?)options.LifeTime?.TotalSeconds);
        if (options.OnlineOnly || message.IsOnlineMsg == true)
            json.Property("OnlineOnlyFlag", 1);
        if (message.NeedReadReceipt == true)
            json.Property("IsNeedReadReceipt", 1);
        WriteControl(json, message, options);
        json.WriteStartArray("MsgBody");
        foreach (var element in message.Elements!)
            RestElements.Write(json, element);
        json.WriteEndArray();
        json.Property("CloudCustomData", message.CloudCustomStr);
        if (message.OfflinePush is not null)
        {
            json.WritePropertyName("OfflinePushInfo");
            RestOfflinePush.Write(json, message.OfflinePush);
        }
        json.WritePropertyName("To_Account");
        json.Flush();
        return begun.WrittenSpan.ToArray();
    }

    private static void WriteControl(Utf8JsonWriter json, Message message, RestTransportOptions options)
    {
        var words = new List<string>();
        if (message.IsExcludedFromUnreadCount == true)
            words.Add("NoUnread");
        if (message.ExcludedFromLastMessage == true)
            words.Add("NoLastMsg");
        if (message.ExcludedFromContentModeration == true)
            words.Add("NoMsgCheck");
        if (options.RespectMute)
            words.Add("WithMuteNotifications");
        if (words.Count == 0)
            return;
        json.WriteStartArray("SendMsgControl");
        foreach (var word in words)
            json.WriteStringValue(word);
        json.WriteEndArray();
    }
}
