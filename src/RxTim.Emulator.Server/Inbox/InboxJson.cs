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

    /// <summary>A page of a list.</summary>
    /// <param name="name">What it is a list of.</param>
    /// <param name="next">From where to go on; null at the end.</param>
    /// <param name="items">The items.</param>
    /// <param name="write">Writes one.</param>
    public static ReadOnlyMemory<byte> List<T>(ReadOnlySpan<byte> name, string? next, List<T> items, Action<Utf8JsonWriter, T> write)
    {
        var output = new ArrayBufferWriter<byte>(4096);
        using (var json = Writer(output))
        {
            json.WriteStartObject();
            json.WriteString("next"u8, next);
            json.WriteStartArray(name);
            foreach (var item in items)
                write(json, item);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return output.WrittenMemory;
    }

    /// <summary>An event with calls.</summary>
    public static ReadOnlyMemory<byte> Event(FeedNews news)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        output.Write("data: "u8);
        WriteObject(output, json =>
        {
            Write(json, news.Counts);
            json.WriteNumber("cleared"u8, news.Cleared);
            json.WriteNumber("skipped"u8, news.Skipped);
            json.WriteStartArray("rows"u8);
            foreach (var row in news.Rows)
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
        WriteFields(json, message);
        json.WriteEndObject();
    }

    public static void WriteFields(Utf8JsonWriter json, ArchivedMessage message)
    {
        json.WriteNumber("id"u8, message.Id);
        json.WriteNumber("send"u8, message.Send);
        json.WriteString("from"u8, message.Sender);
        json.WriteString("to"u8, message.Receiver);
        json.WriteNumber("receivers"u8, message.Receivers);
        json.WriteNumber("time"u8, message.Time);
        json.WriteString("key"u8, message.Key);
        json.WriteBoolean("withdrawn"u8, message.State.HasFlag(DeliveryState.Withdrawn));
        json.WriteBoolean("read"u8, message.State.HasFlag(DeliveryState.Read));
        json.WriteBoolean("onlineOnly"u8, message.Content.Flags.HasFlag(SentFlags.OnlineOnly));
        json.WriteString("cloud"u8, message.Content.CloudCustomData);
        WriteBody(json, message.Content);
    }

    /// <summary>Writes what a message says.</summary>
    public static void WriteBody(Utf8JsonWriter json, SentContent content)
    {
        json.WritePropertyName("body"u8);
        using var body = JsonDocument.Parse(content.MsgBody, new JsonDocumentOptions { MaxDepth = Message.MaxJsonDepth });
        body.RootElement.WriteTo(json);
    }

    public static void Write(Utf8JsonWriter json, ArchivedCall call)
    {
        json.WriteStartObject();
        WriteFields(json, call);
        json.WriteEndObject();
    }

    public static void WriteFields(Utf8JsonWriter json, ArchivedCall call)
    {
        json.WriteNumber("id"u8, call.Id);
        if (call.Send is { } send)
            json.WriteNumber("send"u8, send);
        else
            json.WriteNull("send"u8);
        json.WriteNumber("time"u8, call.Time);
        json.WriteString("via"u8, call.Via);
        json.WriteString("api"u8, call.Api);
        json.WriteString("from"u8, call.Sender);
        json.WriteString("text"u8, call.Text);
        json.WriteStartArray("to"u8);
        foreach (var receiver in call.Receivers)
            json.WriteStringValue(receiver);
        json.WriteEndArray();
        json.WriteNumber("identifiers"u8, call.Identifiers);
        json.WriteNumber("failed"u8, call.Failed);
        json.WriteNumber("code"u8, call.Code);
        json.WriteString("info"u8, call.Info);
    }

    public static void Write(Utf8JsonWriter json, ArchivedFailure failure)
    {
        json.WriteStartObject();
        WriteFields(json, failure);
        json.WriteEndObject();
    }

    public static void WriteFields(Utf8JsonWriter json, ArchivedFailure failure)
    {
        json.WriteNumber("id"u8, failure.Id);
        json.WriteNumber("send"u8, failure.Send);
        json.WriteNumber("call"u8, failure.Call);
        json.WriteString("to"u8, failure.Receiver);
        WriteCode(json, failure.Code);
        json.WriteNumber("tries"u8, failure.Tries);
        json.WriteNumber("time"u8, failure.Time);
        json.WriteBoolean("settled"u8, failure.IsSettled);
    }

    /// <summary>Writes a code, and what it means.</summary>
    public static void WriteCode(Utf8JsonWriter json, int code)
    {
        json.WriteNumber("code"u8, code);
        json.WriteString("desc"u8, TimErrorCodes.Describe(code) ?? "");
    }

    private static void WriteObject(IBufferWriter<byte> output, Action<Utf8JsonWriter> write)
    {
        using var json = Writer(output);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    }

    private static Utf8JsonWriter Writer(IBufferWriter<byte> output) => new(output, new JsonWriterOptions { MaxDepth = 1000 });
}
