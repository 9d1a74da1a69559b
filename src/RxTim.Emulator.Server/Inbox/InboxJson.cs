using System.Buffers;
using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>What the page is told, as JSON. It has no line break, as an event's data must not.</summary>
internal static class InboxJson
{
    /// <summary>A comment that keeps the connection alive.</summary>
    public static ReadOnlyMemory<byte> StillHere { get; } = ": still here\n\n"u8.ToArray();

    /// <summary>A JSON object.</summary>
    public static ReadOnlyMemory<byte> Object(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        WriteObject(output, write);
        return output.WrittenMemory;
    }

    /// <summary>An event with calls.</summary>
    public static ReadOnlyMemory<byte> Event(CallRow[] rows, FeedCounts counts, long skipped)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        output.Write("data: "u8);
        WriteObject(output, json =>
        {
            Write(json, counts);
            json.WriteNumber("skipped"u8, skipped);
            json.WriteStartArray("rows"u8);
            foreach (var row in rows)
                Write(json, row);
            json.WriteEndArray();
        });
        output.Write("\n\n"u8);
        return output.WrittenMemory;
    }

    public static void Write(Utf8JsonWriter json, FeedCounts counts)
    {
        json.WriteNumber("calls"u8, counts.Calls);
        json.WriteNumber("sent"u8, counts.Sent);
        json.WriteNumber("failed"u8, counts.Failed);
    }

    public static void Write(Utf8JsonWriter json, ArchivedMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, message.Id);
        json.WriteString("from"u8, message.Sender);
        json.WriteString("to"u8, message.Receiver);
        json.WriteNumber("receivers"u8, message.Receivers);
        json.WriteNumber("time"u8, message.Time);
        json.WriteString("key"u8, message.Key);
        json.WriteBoolean("withdrawn"u8, message.State.HasFlag(DeliveryState.Withdrawn));
        json.WriteBoolean("onlineOnly"u8, message.Content.Flags.HasFlag(SentFlags.OnlineOnly));
        json.WriteString("cloud"u8, message.Content.CloudCustomData);
        json.WritePropertyName("body"u8);
        using var body = JsonDocument.Parse(message.Content.MsgBody, new JsonDocumentOptions { MaxDepth = Message.MaxJsonDepth });
        body.RootElement.WriteTo(json);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CallRow row)
    {
        json.WriteStartObject();
        json.WriteNumber("n"u8, row.Number);
        json.WriteNumber("time"u8, row.Time);
        json.WriteString("via"u8, row.Via);
        json.WriteString("api"u8, row.Api);
        json.WriteString("from"u8, row.Message?.Sender);
        json.WriteString("text"u8, row.Message is null ? null : Preview.Of(RestForms.Of(row.Message)));
        json.WriteStartArray("to"u8);
        foreach (var receiver in row.Receivers)
            json.WriteStringValue(receiver);
        json.WriteEndArray();
        json.WriteNumber("identifiers"u8, row.Identifiers);
        json.WriteNumber("failed"u8, row.Failed);
        json.WriteNumber("code"u8, row.Code);
        json.WriteString("info"u8, row.Info);
        json.WriteEndObject();
    }

    private static void WriteObject(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { MaxDepth = 1000 });
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }
}
