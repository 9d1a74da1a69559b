using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>Says where in a JSON text an error is, down to the key: the serializer loses the path where our converters come
/// between.</summary>
internal static class JsonPosition
{
    /// <summary>The same error with path, line and byte position both in its message and in its properties.</summary>
    internal static JsonException Locate(JsonException error, ReadOnlySpan<byte> utf8Json)
    {
        var line = error.LineNumber ?? 0;
        var bytePosition = error.BytePositionInLine ?? 0;
        var path = PathAt(utf8Json, OffsetOf(utf8Json, line, bytePosition), out var fault);
        return At(fault ?? Reason(error.Message), path, line, bytePosition, error);
    }

    /// <summary>An error of what stands at the byte.</summary>
    internal static JsonException Locate(string reason, ReadOnlySpan<byte> utf8Json, int offset)
    {
        var before = utf8Json[..offset];
        var line = 0;
        foreach (var b in before)
        {
            if (b == '\n') line++;
        }

        return At(reason, PathAt(utf8Json, offset + 1, out _), line, offset - (before.LastIndexOf((byte)'\n') + 1), null);
    }

    private static JsonException At(string reason, string path, long line, long bytePosition, Exception? error) => new(
        FormattableString.Invariant($"{reason} Path: {path} | LineNumber: {line} | BytePositionInLine: {bytePosition}."),
        path, line, bytePosition, error);

    /// <summary>The reason without the position behind it, and in terms of the JSON where the serializer speaks of our types.</summary>
    private static string Reason(string message)
    {
        const string Missing = "missing required properties including: ";
        var reason = WithoutPosition(message);

        if (reason.Contains("could not be converted", StringComparison.Ordinal)) return "The value has the wrong type or is out of range.";
        if (reason.Contains("doesn't allow null", StringComparison.Ordinal)) return "The value may not be null.";
        var missing = reason.IndexOf(Missing, StringComparison.Ordinal);
        return missing < 0 ? reason : $"The object lacks {reason[(missing + Missing.Length)..]}";
    }

    /// <summary>An error's message without the position that System.Text.Json puts behind it.</summary>
    internal static string WithoutPosition(string message)
    {
        var end = message.IndexOf(" Path: ", StringComparison.Ordinal);
        if (end < 0) end = message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static long OffsetOf(ReadOnlySpan<byte> utf8Json, long line, long bytePosition)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var length = utf8Json[start..].IndexOf((byte)'\n');
            if (length < 0) break;
            start += length + 1;
        }

        return start + bytePosition;
    }

    /// <summary>The path of the value that a reader has just read, or of the object or array it has just left, at the offset; and the
    /// fault if that is a text that cannot be read, of which the serializer says only that it is none.</summary>
    private static string PathAt(ReadOnlySpan<byte> utf8Json, long offset, out string? fault)
    {
        fault = null;
        var reader = new Utf8JsonReader(utf8Json, TimJson.ReaderOptions);
        var path = new List<Step>();
        try
        {
            while (reader.Read())
            {
                var token = reader.TokenType;
                if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    path.RemoveAt(path.Count - 1);
                else if (path.Count > 0)
                    path[^1] = token == JsonTokenType.PropertyName ? new(Encoding.UTF8.GetString(reader.ValueSpan), 0) : path[^1].Next();
                if (reader.BytesConsumed >= offset)
                {
                    if (token is JsonTokenType.String or JsonTokenType.PropertyName) fault = JsonMending.FaultOf(reader.ValueSpan);
                    break;
                }

                if (token == JsonTokenType.StartObject) path.Add(new(string.Empty, 0));
                if (token == JsonTokenType.StartArray) path.Add(new(null, -1));
            }
        }
        catch (JsonException)
        {
            // Malformed from here on: the path so far is the answer.
        }

        var text = new StringBuilder("$");
        foreach (var step in path) step.AppendTo(text);
        return text.ToString();
    }

    /// <summary>A key in an object (empty before the first), or an index in an array (-1 before the first).</summary>
    private readonly record struct Step(string? Key, int Index)
    {
        internal Step Next() => Key is null ? this with { Index = Index + 1 } : this;

        internal void AppendTo(StringBuilder text)
        {
            if (Key is null) text.Append('[').Append(Math.Max(Index, 0).ToString(CultureInfo.InvariantCulture)).Append(']');
            else if (Key.Length > 0) text.Append('.').Append(Key);
        }
    }
}
