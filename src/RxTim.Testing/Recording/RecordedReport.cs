using System.Text.Json;

namespace RxTim.Testing;

/// <summary>One thing that was said of a call.</summary>
/// <param name="After">How long after the hand-over.</param>
/// <param name="Identifier">Of whom; null where it holds for the whole call.</param>
/// <param name="Code">The code.</param>
/// <param name="Outcome">What became of the identifier.</param>
/// <param name="Desc">The same in words.</param>
internal sealed record RecordedReport(TimeSpan After, string? Identifier, int Code, SendOutcome Outcome, string Desc)
{
    public static RecordedReport Read(JsonElement json) => new(
        TimeSpan.FromMilliseconds(json.GetProperty("after_ms").GetDouble()),
        json.TryGetProperty("identifier", out var identifier) ? identifier.GetString() : null,
        json.GetProperty("code").GetInt32(),
        json.GetProperty("outcome").GetString() switch
        {
            "sent" => SendOutcome.Sent,
            "failed" => SendOutcome.Failed,
            "unknown" => SendOutcome.Unknown,
            var other => throw new JsonException($"\"{other}\" is no outcome; known are sent, failed and unknown."),
        },
        json.GetProperty("desc").GetString() ?? "");

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("after_ms"u8, After.TotalMilliseconds);
        if (Identifier is not null)
            json.WriteString("identifier"u8, Identifier);
        json.WriteNumber("code"u8, Code);
        json.WriteString("outcome"u8, Outcome switch { SendOutcome.Sent => "sent", SendOutcome.Failed => "failed", _ => "unknown" });
        json.WriteString("desc"u8, Desc);
        json.WriteEndObject();
    }

    public CallStep ToStep() => new(After, call =>
    {
        if (Identifier is null)
            call.Stop(Code, Desc);
        else if (call.Identifiers.Contains(Identifier))
            call.Answer(Result(Identifier));
    });

    private MsgBatchSendResult Result(string identifier) => Outcome switch
    {
        SendOutcome.Sent => MsgBatchSendResult.Sent(identifier),
        SendOutcome.Failed => MsgBatchSendResult.Failed(identifier, Code, Desc),
        _ => MsgBatchSendResult.Unknown(identifier, Code, Desc),
    };
}
