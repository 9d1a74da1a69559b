using System.Text;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>What the page is told of sends.</summary>
internal sealed class SendsApi(Archive archive)
{
    public ReadOnlyMemory<byte> List(InboxQuery query)
    {
        var (sends, next) = archive.Sends(query.Filter());
        return InboxJson.List("sends"u8, next == 0 ? null : $"{next}", sends, Write);
    }

    /// <summary>One send with what it says; null if it is not kept.</summary>
    public ReadOnlyMemory<byte>? One(long id)
    {
        if (archive.Send(id) is not { } send)
            return null;
        return InboxJson.Object(json =>
        {
            WriteFields(json, send);
            json.WriteString("cloud"u8, send.Content.CloudCustomData);
            InboxJson.WriteBody(json, send.Content);
            json.WriteString("json"u8, Encoding.UTF8.GetString(RestMessageJson.Raw(raw => RestMessageJson.Write(raw, send)).WrittenSpan));
        });
    }

    /// <summary>Whom it failed for.</summary>
    public ReadOnlyMemory<byte> Failures(long id, InboxQuery query)
    {
        var after = query.Text("from");
        var limit = query.Limit;
        var failures = archive.FailuresOf(
            id, query.Text("search"), (int?)query.Number("code"), after.Length == 0 ? null : after, limit);
        return InboxJson.List("failures"u8, failures.Count < limit ? null : failures[^1].Receiver, failures, InboxJson.Write);
    }

    private void Write(Utf8JsonWriter json, ArchivedSend send)
    {
        json.WriteStartObject();
        WriteFields(json, send);
        json.WriteEndObject();
    }

    private void WriteFields(Utf8JsonWriter json, ArchivedSend send)
    {
        json.WriteNumber("id"u8, send.Id);
        json.WriteString("from"u8, send.Sender);
        json.WriteString("text"u8, Preview.Of(send.Content));
        json.WriteString("via"u8, send.Via);
        json.WriteString("api"u8, send.Api);
        json.WriteString("random"u8, $"{send.Rand}");
        json.WriteString("sequence"u8, $"{send.Seq}");
        json.WriteNumber("time"u8, send.Time);
        json.WriteNumber("last"u8, send.Last);
        json.WriteNumber("calls"u8, send.Calls);
        json.WriteNumber("asked"u8, send.Asked);
        json.WriteNumber("sent"u8, send.Sent);
        json.WriteNumber("failed"u8, send.Failed);
        json.WriteStartArray("codes"u8);
        foreach (var (code, accounts) in send.Failed == 0 ? [] : archive.Codes(send.Id))
        {
            json.WriteStartObject();
            InboxJson.WriteCode(json, code);
            json.WriteNumber("accounts"u8, accounts);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
