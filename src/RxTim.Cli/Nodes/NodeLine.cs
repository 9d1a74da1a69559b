using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim.Cli;

/// <summary>A line of a node's answer that is no result of a send: a cursor, the end, a fault, or the result of a withdrawal. The body of
/// an answer that refuses is the same as a fault.</summary>
internal sealed record NodeLine
{
    private static readonly byte[] ResultPrefix = "msg_batch_send_result_"u8.ToArray();

    public string? Cursor { get; init; }

    public NodeProgress? End { get; init; }

    public string? Error { get; init; }

    public string? Reason { get; init; }

    /// <summary>The line of the request that is wrong, from 1.</summary>
    public long? Line { get; init; }

    public string? Identifier { get; init; }

    public int Code { get; init; }

    public string? Desc { get; init; }

    public string? Outcome { get; init; }

    /// <exception cref="JsonException">It is no JSON, or not what a node says.</exception>
    public static NodeLine Parse(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, NodeJson.Default.NodeLine) is { } read
            && (read.Cursor ?? read.Error ?? read.Identifier ?? read.End?.State) is not null
            ? read
            : throw new JsonException("It is none of what a node says.");

    /// <summary>The line, if it tells of a fault; else null.</summary>
    /// <exception cref="JsonException">It is no JSON, or no object.</exception>
    public static NodeLine? FaultOf(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize(line, NodeJson.Default.NodeLine) is { Error: not null } fault ? fault : null;

    /// <summary>Whether the line begins as a result does in the SDK's JSON.</summary>
    public static bool IsResult(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.Read()
            && reader.TokenType == JsonTokenType.PropertyName && reader.ValueSpan.StartsWith(ResultPrefix);
    }

    /// <summary>The result of a withdrawal, in the form of a send's.</summary>
    /// <exception cref="JsonException">It has no outcome that a withdrawal has.</exception>
    public MsgBatchSendResult ToResult() => new WithdrawResult(Identifier!, Code, Desc ?? "", Outcome switch
    {
        "withdrawn" => WithdrawOutcome.Withdrawn,
        "failed" => WithdrawOutcome.Failed,
        "unknown" => WithdrawOutcome.Unknown,
        _ => throw new JsonException("The outcome is none of withdrawn, failed and unknown."),
    }).ToSendResult();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(NodeLine))]
[JsonSerializable(typeof(NodeProgress))]
internal sealed partial class NodeJson : JsonSerializerContext;
