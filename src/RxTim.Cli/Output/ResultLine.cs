using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RxTim.Cli;

/// <summary>A result as a line on a terminal.</summary>
internal static class ResultLine
{
    public static readonly Style SentStyle = new(Color.Green);
    public static readonly Style FailedStyle = new(Color.Red);
    public static readonly Style UnknownStyle = new(Color.Yellow);

    private static readonly Style FaintStyle = new(decoration: Decoration.Dim);

    public static IRenderable Of(MsgBatchSendResult result, bool unicode)
    {
        var (sign, style) = result.Outcome switch
        {
            SendOutcome.Sent => (unicode ? "✓" : "+", SentStyle),
            SendOutcome.Failed => (unicode ? "✗" : "x", FailedStyle),
            _ => ("?", UnknownStyle),
        };
        var line = new Paragraph().Append($"{sign} ", style).Append(Quoted.Printable(result.Identifier));
        return result.IsSuccess
            ? line.Append(Receipt(result), FaintStyle)
            : line.Append($"  {result.Code} ", style).Append(Reason(result));
    }

    // What the backend calls the message that it took.
    private static string Receipt(MsgBatchSendResult result)
    {
        try
        {
            var sequence = result.Message?.Seq is { } seq ? $"  seq {seq}" : "";
            return result.Message?.MsgId is { } id ? $"{sequence}  id {Quoted.Printable(id)}" : sequence;
        }
        catch (JsonException)
        {
            return "  (the message in the answer cannot be read)";
        }
    }

    private static string Reason(MsgBatchSendResult result) =>
        Quoted.Printable(result.Desc.Length > 0 ? result.Desc : TimErrorCodes.Describe(result.Code) ?? "");
}
