using System.Text.Json;

namespace RxTim.Rest;

/// <summary>
/// Reads the answer to a batch send piece by piece: the accounts that failed are told as they are read, the rest is known at the end.
/// </summary>
/// <param name="failed">Told of each account that is listed with a code other than 0, and the description if there is one.</param>
internal sealed class AnswerParser(Action<string, int, string?> failed)
{
    private JsonReaderState state;

    // Where in the answer the reader stands, and the depth of a value that nobody asked for, while it is skipped.
    private Place place;
    private int skippedDepth = -1;
    private Key key;

    // Bytes of the pieces before this one.
    private long taken;

    // The entry being read.
    private string? account;
    private int? accountCode;
    private string? accountInfo;

    private enum Place { Before, Answer, List, Entry, After }

    private enum Key { Other, ActionStatus, ErrorCode, ErrorInfo, MsgKey, ErrorList, Account }

    /// <summary>Whether the answer's last brace has been read.</summary>
    public bool IsComplete => place == Place.After;

    /// <summary>How many accounts were listed as failed.</summary>
    public int Listed { get; private set; }

    public string? ActionStatus { get; private set; }

    public int? ErrorCode { get; private set; }

    public string? ErrorInfo { get; private set; }

    public string? MsgKey { get; private set; }

    /// <summary>Reads as many values as are whole.</summary>
    /// <param name="piece">What follows the bytes taken so far.</param>
    /// <param name="isLast">Whether nothing follows.</param>
    /// <returns>How many bytes were taken; the rest is to be given again, with more behind it.</returns>
    /// <exception cref="JsonException">It is not the JSON of an answer; the message names the place.</exception>
    public int Read(ReadOnlySpan<byte> piece, bool isLast)
    {
        var reader = new Utf8JsonReader(piece, isLast, state);
        try
        {
            while (!IsComplete && reader.Read())
                Take(ref reader);
        }
        catch (JsonException mistyped) when (mistyped.BytePositionInLine is null)
        {
            throw new JsonException($"{mistyped.Message} Byte {taken + reader.TokenStartIndex} of the answer.", mistyped);
        }
        state = reader.CurrentState;
        taken += reader.BytesConsumed;
        return (int)reader.BytesConsumed;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        if (skippedDepth >= 0)
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray && reader.CurrentDepth == skippedDepth)
                skippedDepth = -1;
            return;
        }
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when place == Place.Before:
                place = Place.Answer;
                break;
            case JsonTokenType.StartArray when place == Place.Answer && key == Key.ErrorList:
                place = Place.List;
                break;
            case JsonTokenType.StartObject when place == Place.List:
                place = Place.Entry;
                (account, accountCode, accountInfo) = (null, null, null);
                break;
            case JsonTokenType.EndObject:
                EndObject();
                break;
            case JsonTokenType.EndArray:
                place = Place.Answer;
                break;
            case JsonTokenType.PropertyName:
                key = KeyOf(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray when place != Place.Before && key == Key.Other:
                skippedDepth = reader.CurrentDepth;
                break;
            default:
                TakeValue(ref reader);
                break;
        }
    }

    private void EndObject()
    {
        if (place == Place.Answer)
        {
            place = Place.After;
            return;
        }
        if (account is null || accountCode is null)
            throw new JsonException("An entry of ErrorList has no To_Account or no ErrorCode.");
        if (accountCode.Value != 0)
        {
            Listed++;
            failed(account, accountCode.Value, accountInfo);
        }
        place = Place.List;
    }

    private Key KeyOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("ErrorCode"u8)) return Key.ErrorCode;
        if (reader.ValueTextEquals("ErrorInfo"u8)) return Key.ErrorInfo;
        if (place == Place.Entry) return reader.ValueTextEquals("To_Account"u8) ? Key.Account : Key.Other;
        if (reader.ValueTextEquals("ActionStatus"u8)) return Key.ActionStatus;
        if (reader.ValueTextEquals("MsgKey"u8)) return Key.MsgKey;
        return reader.ValueTextEquals("ErrorList"u8) ? Key.ErrorList : Key.Other;
    }

    private void TakeValue(ref Utf8JsonReader reader)
    {
        if (place is Place.Before or Place.List)
            throw new JsonException(place == Place.Before ? "An object is expected." : "An entry of ErrorList is not an object.");
        switch (key)
        {
            case Key.ErrorCode when place == Place.Entry: accountCode = Int(ref reader); break;
            case Key.ErrorInfo when place == Place.Entry: accountInfo = Text(ref reader); break;
            case Key.Account: account = Text(ref reader) ?? throw new JsonException("The To_Account of an entry of ErrorList is null."); break;
            case Key.ErrorCode: ErrorCode = Int(ref reader); break;
            case Key.ErrorInfo: ErrorInfo = Text(ref reader); break;
            case Key.ActionStatus: ActionStatus = Text(ref reader); break;
            case Key.MsgKey: MsgKey = Text(ref reader); break;
            case Key.ErrorList when reader.TokenType != JsonTokenType.Null: throw new JsonException("ErrorList is not an array.");
        }
    }

    private int Int(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)
            ? number
            : throw new JsonException($"{key} is not a 32-bit integer.");

    private string? Text(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"{(key == Key.Account ? "To_Account" : key.ToString())} is not a string.");
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException malformed)
        {
            throw new JsonException($"{(key == Key.Account ? "To_Account" : key.ToString())} is malformed text.", malformed);
        }
    }
}
