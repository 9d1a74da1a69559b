using System.Text.Json;

namespace RxTim.Cli;

/// <summary>What is wrong with JSON, in words.</summary>
internal static class JsonFault
{
    /// <summary>The reason, without the position that the exception adds, and without a dot at its end.</summary>
    public static string Words(JsonException wrong)
    {
        var end = wrong.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        return Quoted.Printable(end < 0 ? wrong.Message : wrong.Message[..end]).TrimEnd('.');
    }

    /// <summary>The byte of its only line, from 1, where that is known; else an empty text.</summary>
    public static string Place(JsonException wrong) => wrong.BytePositionInLine is { } position ? $", byte {position + 1}" : "";
}
