using System.Text.Json;

namespace RxTim.Cli;

/// <summary>Reads a file of the SDK's JSON, and says where it is wrong.</summary>
internal static class JsonFile
{
    public delegate T Parser<out T>(ReadOnlySpan<byte> utf8Json);

    /// <exception cref="InputException">The file cannot be read, is longer than it may be, or its JSON is not what the parser takes.
    /// </exception>
    public static async Task<T> ReadAsync<T>(string path, int mostBytes, Parser<T> parse, CancellationToken cancellationToken) =>
        Parse(path, await InputFile.ReadAsync(path, mostBytes, cancellationToken), parse);

    private static T Parse<T>(string path, ReadOnlySpan<byte> content, Parser<T> parse)
    {
        var mark = content.StartsWith("\uFEFF"u8) ? 3 : 0;
        var json = content[mark..];
        if (json.Trim(" \t\r\n"u8).IsEmpty)
            throw new InputException($"{path}: the file is empty; JSON is expected.");
        if (Utf8Fault.IndexOf(json) is >= 0 and var fault)
            throw new InputException($"{Place(path, json[..fault], mark)}: byte 0x{json[fault]:X2} is not UTF-8; save the file as UTF-8.");
        try
        {
            return parse(json);
        }
        catch (JsonException wrong)
        {
            var line = wrong.LineNumber ?? 0;
            var position = (wrong.BytePositionInLine ?? 0) + (line == 0 ? mark : 0);
            throw new InputException($"{path}, line {line + 1}, byte {position + 1}: {Reason(wrong)}", wrong);
        }
    }

    private static string Place(string path, ReadOnlySpan<byte> before, int mark)
    {
        var line = before.Count((byte)'\n');
        var position = before.Length - (before.LastIndexOf((byte)'\n') + 1) + (line == 0 ? mark : 0);
        return $"{path}, line {line + 1}, byte {position + 1}";
    }

    // The exception's message ends with a position of its own, which counts from 0.
    private static string Reason(JsonException wrong)
    {
        var end = wrong.Message.IndexOf(" Path: ", StringComparison.Ordinal);
        var reason = Quoted.Printable(end < 0 ? wrong.Message : wrong.Message[..end]);
        return wrong.Path is { } path ? $"{reason} (at {Quoted.Printable(path)})" : reason;
    }
}
