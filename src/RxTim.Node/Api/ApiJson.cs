using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using RxTim.Orleans;

namespace RxTim.Node;

/// <summary>Writes what the API answers with, but for results, which are in the SDK's own JSON.</summary>
internal static class ApiJson
{
    // As results are written: readable, for no answer is a part of a page.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(IBufferWriter<byte> output, ClusterProgress progress)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        Write(json, progress);
    }

    /// <summary>The last line of a stream.</summary>
    public static void WriteEnd(IBufferWriter<byte> output, ClusterProgress progress)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WritePropertyName("end"u8);
        Write(json, progress);
        json.WriteEndObject();
    }

    public static void WriteCursor(IBufferWriter<byte> output, ClusterCursor cursor)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WriteString("cursor"u8, cursor.ToString());
        json.WriteEndObject();
    }

    public static void Write(IBufferWriter<byte> output, WithdrawResult result)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WriteString("identifier"u8, result.Identifier);
        json.WriteNumber("code"u8, result.Code);
        json.WriteString("desc"u8, result.Desc);
        json.WriteString("outcome"u8, CamelCase(result.Outcome));
        json.WriteEndObject();
    }

    public static void Write(IBufferWriter<byte> output, ApiFault fault)
    {
        using var json = new Utf8JsonWriter(output, Readable);
        json.WriteStartObject();
        json.WriteString("error"u8, fault.Error);
        if (fault.Reason is not null)
            json.WriteString("reason"u8, fault.Reason);
        if (fault.Line is { } line)
            json.WriteNumber("line"u8, line);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ClusterProgress progress)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, progress.Name);
        json.WriteString("state"u8, CamelCase(progress.State));
        if (progress.Reason is not null)
            json.WriteString("reason"u8, progress.Reason);
        json.WriteString("inDoubt"u8, CamelCase(progress.InDoubt));
        json.WriteBoolean("allGiven"u8, progress.AllGiven);
        json.WriteNumber("asked"u8, progress.Asked);
        json.WriteNumber("sent"u8, progress.Sent);
        json.WriteNumber("failed"u8, progress.Failed);
        json.WriteNumber("unknown"u8, progress.Unknown);
        json.WriteNumber("withdrawn"u8, progress.Withdrawn);
        json.WriteNumber("pending"u8, progress.Pending);
        json.WriteNumber("notTaken"u8, progress.NotTaken);
        json.WriteString("startedAt"u8, progress.StartedAt);
        if (progress.EndedAt is { } ended)
            json.WriteString("endedAt"u8, ended);
        json.WriteEndObject();
    }

    private static string CamelCase<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
