using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RxTim.Node;

/// <summary>A line of a send's body: a JSON string that is an identifier.</summary>
internal static class IdentifierLine
{
    /// <summary>The longest line: room for the longest identifier, however it is escaped.</summary>
    public const int MostBytes = 1_024;

    private const byte Quote = (byte)'"';

    // What an identifier may have, and JSON has as it is.
    private static readonly SearchValues<byte> Plain = SearchValues.Create(
        [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (byte)c).Where(static c => c is not (Quote or (byte)'\\'))]);

    /// <returns>The identifier; null of a line that is blank.</returns>
    /// <exception cref="ApiException">It is none. What the line holds is not repeated.</exception>
    public static string? Read(in ReadOnlySequence<byte> line, long number)
    {
        if (line.IsSingleSegment)
            return Read(line.FirstSpan, number);
        Span<byte> copy = stackalloc byte[(int)line.Length];
        line.CopyTo(copy);
        return Read(copy, number);
    }

    private static string? Read(ReadOnlySpan<byte> line, long number)
    {
        var text = line.Trim(" \t\r"u8);
        if (text.IsEmpty)
            return null;
        if (text is [Quote, .. var plain, Quote] && plain.Length is > 0 and <= Identifiers.MaxBytes && !plain.ContainsAnyExcept(Plain))
            return Encoding.ASCII.GetString(plain);
        var identifier = Parse(text) ?? throw Wrong("Expected a JSON string, the identifier of a user.", number);
        return Identifiers.Problem(identifier) is null
            ? identifier
            : throw Wrong($"Not an identifier: it has 1 to {Identifiers.MaxBytes} bytes of printable ASCII.", number);
    }

    private static ApiException Wrong(string error, long number) => new(ApiFault.BadInput(error, number));

    private static string? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            return json.Read() && json.TokenType == JsonTokenType.String && json.GetString() is var found && !json.Read() ? found : null;
        }
        // A text that is no UTF-8 is an InvalidOperationException.
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
