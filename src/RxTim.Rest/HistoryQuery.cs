using System.Buffers;

namespace RxTim.Rest;

/// <summary>What <c>admin_getroammsg</c> is asked: what a receiver and a sender wrote each other in a span of time, from the latest
/// on.</summary>
/// <param name="Receiver">Whose history it is. <c>Operator_Account</c>.</param>
/// <param name="Sender">The other. <c>Peer_Account</c>.</param>
/// <param name="MinTime">The first second.</param>
/// <param name="MaxTime">The last second.</param>
/// <param name="After">The message that the page before ended with, null for the first. <c>LastMsgKey</c>.</param>
internal sealed record HistoryQuery(string Receiver, string Sender, uint MinTime, uint MaxTime, string? After = null)
{
    public byte[] ToUtf8(int most)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = RestJson.WriterTo(body);
        json.WriteStartObject();
        json.Property("Operator_Account", Receiver);
        json.Property("Peer_Account", Sender);
        json.Property("MaxCnt", most);
        json.Property("MinTime", MinTime);
        json.Property("MaxTime", MaxTime);
        json.Property("LastMsgKey", After);
        json.WriteEndObject();
        json.Flush();
        return body.WrittenSpan.ToArray();
    }
}
