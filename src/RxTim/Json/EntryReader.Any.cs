using System.Text.Json;

namespace RxTim;

// Entries in whatever form: with white space, escapes, keys in another order or unknown ones.
internal ref partial struct EntryReader<TCut>
{
    // False at the array's end.
    private bool ReadAny()
    {
        if (position != readerStart + reader.BytesConsumed)
            Restart(position, BehindEntry);
        Message = default;
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
        {
            // Anything but white space after the array is a fault.
            reader.Read();
            return false;
        }
        ReadEntry();
        position = readerStart + (int)reader.BytesConsumed;
        return true;
    }

    private void Restart(int start, JsonReaderState state)
    {
        readerStart = start;
        reader = new Utf8JsonReader(json[start..], isFinalBlock: true, state);
    }

    private void ReadEntry()
    {
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Mistyped("an entry is not an object");
        UnknownKeys = null;
        var hasCode = false;
        var hasDesc = false;
        var hasIdentifier = false;

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!JsonMending.IsSound(reader.ValueSpan))
            {
                ReadUnknownKey();
            }
            else if (reader.ValueTextEquals(ResultKeys.Code.EncodedUtf8Bytes))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var code))
                    throw Mistyped("msg_batch_send_result_code is not a 32-bit number");
                Code = code;
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
                Identifier = JsonMending.SpellingOf(ref reader);
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
        // null, or of another type: it says nothing of the identifier, so it does not hide the code.
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            ClearDesc();
            return;
        }
        if (reader.ValueSpan.SequenceEqual(descJson))
            return;
        Desc = JsonMending.TextOf(ref reader);
        descJson = reader.ValueSpan;
    }

    private void ReadMessage()
    {
        reader.Read();
        Message = default;
        if (reader.TokenType == JsonTokenType.Null)
            return;
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Mistyped("msg_batch_send_result_msg is not an object");
        var start = readerStart + (int)reader.TokenStartIndex;
        CutMessage(json[start..]);
        if (Message.IsEmpty)
        {
            // It does not end, so there is a fault in it; the reader finds it.
            reader.Skip();
            throw Mistyped("a message has no end");
        }

        // The reader goes on at the brace that ends the message, as if the message were empty.
        Restart(start + Message.Length - 1, reader.CurrentState);
        reader.Read();
    }

    private void ReadUnknownKey()
    {
        var key = JsonMending.TextOf(ref reader);
        reader.Read();
        var start = readerStart + (int)reader.TokenStartIndex;
        reader.Skip();
        var value = new Utf8JsonReader(JsonMending.Mend(json[start..(readerStart + (int)reader.BytesConsumed)]), TimJson.ReaderOptions);
        UnknownKeys ??= [];
        UnknownKeys[key] = JsonElement.ParseValue(ref value);
    }

    private readonly MalformedAnswerException Mistyped(string what) => new(readerStart + reader.TokenStartIndex, what);

    // A stray quote in a message makes it seem to end elsewhere, and then it is what follows that seems wrong.
    private readonly MalformedAnswerException? FaultInMessage()
    {
        if (!json.Overlaps(Message, out var start))
            return null;
        var strict = new Utf8JsonReader(Message, TimJson.ReaderOptions);
        try
        {
            while (strict.Read())
            {
            }
            return null;
        }
        catch (JsonException malformed)
        {
            return Malformed(start + strict.BytesConsumed, malformed);
        }
    }

    // Without the reader's own count of lines and bytes, which begins where the reader does.
    private static MalformedAnswerException Malformed(long position, JsonException malformed) =>
        new(position, JsonPosition.WithoutPosition(malformed.Message), malformed);
}
