using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace RxTim.Emulator;

/// <summary>What the page is told of messages.</summary>
internal sealed class MessagesApi(Archive archive)
{
    // Read at once for an export: the archive is not held up for long, and memory stays flat.
    private const int ExportStep = 500;

    public ReadOnlyMemory<byte> List(InboxQuery query)
    {
        var filter = query.Filter();
        var messages = archive.Messages(filter);
        return InboxJson.List("messages"u8, messages.Count < filter.Limit ? null : $"{messages[^1].Id}", messages, InboxJson.Write);
    }

    /// <summary>One message, with its JSON; null if it is not kept.</summary>
    public ReadOnlyMemory<byte>? One(long id)
    {
        if (archive.Message(id) is not { } message)
            return null;
        return InboxJson.Object(json =>
        {
            InboxJson.WriteFields(json, message);
            json.WriteString("json"u8, Encoding.UTF8.GetString(Raw(message).WrittenSpan));
        });
    }

    /// <summary>Writes the messages that fit, latest first, one line of JSON for each.</summary>
    public async Task ExportAsync(HttpContext context, InboxQuery query)
    {
        var filter = query.Filter() with { Limit = ExportStep };
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=\"messages.ndjson\"";
        List<ArchivedMessage> messages;
        do
        {
            messages = archive.Messages(filter);
            foreach (var message in messages)
            {
                var line = Raw(message);
                line.Write("\n"u8);
                await context.Response.BodyWriter.WriteAsync(line.WrittenMemory, context.RequestAborted).ConfigureAwait(false);
            }
            if (messages.Count > 0)
                filter = filter with { Before = messages[^1].Id };
        }
        while (messages.Count == ExportStep);
    }

    private static ArrayBufferWriter<byte> Raw(ArchivedMessage message) =>
        RestMessageJson.Raw(json => RestMessageJson.Write(json, message));
}
