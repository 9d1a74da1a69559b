using System.Text;
using System.Text.Json;

namespace RxTim;

/// <summary>
/// Reads a callback's JSON entry by entry, so that what stands before a fault is not lost. The message of an entry is checked
/// for being well-formed JSON but not decoded.
/// </summary>
/// <remarks>Every fault is a <see cref="JsonException"/> whose message says at which byte it stands. Text that is only white space
/// counts as an array without entries, as does <c>null</c>: the SDK gives that with some refusals.</remarks>
internal ref struct ResultArrayReader
{
    private readonly ReadOnlySpan<byte> json;
    private Utf8JsonReader reader;
    private bool started;

    // Of the current entry. The description's bytes are kept to reuse its string: mostly all entries have the same one.
    private int code;
    private string desc = "";
    private ReadOnlySpan<byte> descJson;
    private ReadOnlySpan<byte> message;
    private Dictionary<string, JsonElement>? unknownKeys;

    public ResultArrayReader(ReadOnlySpan<byte> json)
    {
        this.json = json;
        reader = new Utf8JsonReader(json, TimJson.ReaderOptions);
    }

    /// <summary>How many entries were read.</summary>
    public int Count { get; private set; }

    /// <summary>Whether an array was found, whatever stands in it.</summary>
    public bool IsArray { get; private set; }

    /// <summary>The current entry's identifier, UTF-8, without escapes.</summary>
    public ReadOnlySpan<byte> Identifier { get; private set; }

    /// <summary>Goes on to the next entry; false at the array's end.</summary>
    public bool Read()
    {
        try
        {
            if (!started && !ReadStart())
                return false;
            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                // Anything but white space after the array is a fault.
                reader.Read();
                return false;
            }
            ReadEntry();
            Count++;
            return true;
        }
        catch (JsonException malformed) when (malformed is not MalformedAnswerException)
        {
            throw new MalformedAnswerException(reader.BytesConsumed, malformed.Message, malformed);
        }
        catch (InvalidOperationException undecodable)
        {
            // Utf8JsonReader's answer to a string that is not valid UTF-8 or escapes half a surrogate pair.
            throw new MalformedAnswerException(reader.TokenStartIndex, undecodable.Message, undecodable);
        }
    }

    /// <summary>The current entry as a result of the identifier as it was asked.</summary>
    public readonly MsgBatchSendResult ToResult(string identifier) =>
        new(identifier, code, desc, TimErrorCodes.OutcomeOf(code), message.IsEmpty ? null : message.ToArray())
        {
            UnknownKeys = unknownKeys,
        };

    private bool ReadStart()
    {
        started = true;
        if (IsBlank(json))
            return false;
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        if (reader.TokenType != JsonTokenType.StartArray)
            throw Mistyped("the answer is not an array");
        IsArray = true;
        return true;
    }

    private void ReadEntry()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Mistyped("an entry is not an object");
        message = default;
        unknownKeys = null;
        var hasCode = false;
        var hasDesc = false;
        var hasIdentifier = false;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals(ResultKeys.Code.EncodedUtf8Bytes))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out code))
                    throw Mistyped("msg_batch_send_result_code is not a 32-bit number");
                hasCode = true;
            }
            else if (reader.ValueTextEquals(ResultKeys.Desc.EncodedUtf8Bytes))
            {
                ReadDesc();
                hasDesc = true;
            }
            else if (reader.ValueTextEquals(ResultKeys.Identifier.EncodedUtf8Bytes))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.String)
                    throw Mistyped("msg_batch_send_result_identifier is not a string");
                Identifier = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
                hasIdentifier = true;
            }
            else if (reader.ValueTextEquals(ResultKeys.Message.EncodedUtf8Bytes))
            {
                ReadMessage();
            }
            else
            {
                ReadUnknownKey();
            }
        }

        if (!hasCode)
            throw Mistyped("an entry has no msg_batch_send_result_code");
        if (!hasIdentifier)
            throw Mistyped("an entry has no msg_batch_send_result_identifier");
        if (!hasDesc)
            ClearDesc();
    }

    private void ReadDesc()
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            ClearDesc();
            return;
        }
        if (reader.TokenType != JsonTokenType.String)
            throw Mistyped("msg_batch_send_result_desc is not a string");
        if (reader.ValueSpan.SequenceEqual(descJson))
            return;
        desc = reader.GetString()!;
        descJson = reader.ValueSpan;
    }

    private void ClearDesc()
    {
        desc = "";
        descJson = default;
    }

    private void ReadMessage()
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Mistyped("msg_batch_send_result_msg is not an object");
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        message = json[start..(int)reader.BytesConsumed];
    }

    private void ReadUnknownKey()
    {
        var key = reader.GetString()!;
        reader.Read();
        unknownKeys ??= [];
        unknownKeys[key] = JsonElement.ParseValue(ref reader);
    }

    private readonly MalformedAnswerException Mistyped(string what) => new(reader.TokenStartIndex, what);

    private static bool IsBlank(ReadOnlySpan<byte> json)
    {
        foreach (var b in json)
        {
            if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }
        return true;
    }
}
