using System.Text;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>
/// Reads the answer to a batch send piece by piece: the accounts that failed are told as they are read, the rest is known at the end.
/// </summary>
/// <remarks>The codes are what counts. A description, a <c>MsgKey</c> or a <c>MsgId</c> that is broken or of another type is read as far
/// as it can be.</remarks>
/// <param name="failed">Told of each account that is listed with a code other than 0.</param>
internal sealed class AnswerParser(Action<AnswerEntry> failed)
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
    private bool accountIsExact;
    private int? accountCode;
    private string? accountInfo;

    private enum Place { Before, Answer, List, Entry, After }

    private enum Key { Other, ActionStatus, ErrorCode, ErrorInfo, MsgKey, MsgId, ErrorList, Account }

    /// <summary>Whether the answer's last brace has been read.</summary>
    public bool IsComplete => place == Place.After;

    /// <summary>How many accounts were listed as failed.</summary>
    public int Listed { get; private set; }

    public string? ActionStatus { get; private set; }

    public int? ErrorCode { get; private set; }

    public string? ErrorInfo { get; private set; }

    public string? MsgKey { get; private set; }

    public string? MsgId { get; private set; }

    private static ReadOnlySpan<byte> ByteOrderMark => "\ufeff"u8;

    // The first bytes of what gzip has packed.
    private static ReadOnlySpan<byte> Gzip => [0x1f, 0x8b];

    private string Name => key == Key.Account ? "To_Account" : key.ToString();

    // Whether the value is a text that the outcome does not hang on.
    private bool IsText => key is Key.ErrorInfo or Key.MsgKey or Key.MsgId or Key.ActionStatus;

    /// <summary>Reads as many values as are whole.</summary>
    /// <param name="piece">What follows the bytes taken so far.</param>
    /// <param name="isLast">Whether nothing follows.</param>
    /// <returns>How many bytes were taken; the rest is to be given again, with more behind it.</returns>
    /// <exception cref="JsonException">It is not the JSON of an answer; the message names the place.</exception>
    public int Read(ReadOnlySpan<byte> piece, bool isLast)
    {
        if (taken == 0)
        {
            if (piece.StartsWith(Gzip))
                throw new JsonException("It is packed with gzip, which nobody asked for.");
            if (piece.StartsWith(ByteOrderMark))
            {
                taken = ByteOrderMark.Length;
                return ByteOrderMark.Length + Read(piece[ByteOrderMark.Length..], isLast);
            }
            if (!isLast && (ByteOrderMark.StartsWith(piece) || Gzip.StartsWith(piece)))
                return 0;
        }
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
            case JsonTokenType.StartObject or JsonTokenType.StartArray
                when place is Place.Answer or Place.Entry && (key == Key.Other || IsText):
                skippedDepth = reader.CurrentDepth;
                if (key == Key.ActionStatus)
                    ActionStatus = "of another type";
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
            failed(new AnswerEntry(account, accountIsExact, accountCode.Value, accountInfo));
        }
        place = Place.List;
    }

    private Key KeyOf(ref Utf8JsonReader reader)
    {
        try
        {
            return KnownKeyOf(ref reader);
        }
        catch (InvalidOperationException)
        {
            // Malformed text, as no key of ours is.
            return Key.Other;
        }
    }

    private Key KnownKeyOf(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("ErrorCode"u8)) return Key.ErrorCode;
        if (reader.ValueTextEquals("ErrorInfo"u8)) return Key.ErrorInfo;
        if (place == Place.Entry) return reader.ValueTextEquals("To_Account"u8) ? Key.Account : Key.Other;
        if (reader.ValueTextEquals("ActionStatus"u8)) return Key.ActionStatus;
        if (reader.ValueTextEquals("MsgKey"u8)) return Key.MsgKey;
        if (reader.ValueTextEquals("MsgId"u8)) return Key.MsgId;
        return reader.ValueTextEquals("ErrorList"u8) ? Key.ErrorList : Key.Other;
    }

    private void TakeValue(ref Utf8JsonReader reader)
    {
        if (place is Place.Before or Place.List)
            throw new JsonException(place == Place.Before ? "An object is expected." : "An entry of ErrorList is not an object.");
        switch (key)
        {
            case Key.ErrorCode when place == Place.Entry: accountCode = Once(accountCode, Int(ref reader)); break;
            case Key.ErrorInfo when place == Place.Entry: accountInfo = Text(ref reader); break;
            case Key.Account: account = Once(account, Account(ref reader)); break;
            case Key.ErrorCode: ErrorCode = Once(ErrorCode, Int(ref reader)); break;
            case Key.ErrorInfo: ErrorInfo = Text(ref reader); break;
            case Key.ActionStatus: ActionStatus = Text(ref reader); break;
            case Key.MsgKey: MsgKey = Text(ref reader); break;
            case Key.MsgId: MsgId = Text(ref reader); break;
            case Key.ErrorList when reader.TokenType != JsonTokenType.Null: throw new JsonException("ErrorList is not an array.");
        }
    }

    // Which of two is meant, nobody knows.
    private int Once(int? before, int now) =>
        before is null || before == now ? now : throw new JsonException($"{Name} stands twice, as {before} and as {now}.");

    private string Once(string? before, string now) =>
        before is null || before == now ? now : throw new JsonException($"{Name} stands twice and differs.");

    private int Int(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)
            ? number
            : throw new JsonException($"{Name} is not a 32-bit integer.");

    private string Account(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
            ? AnswerText.Read(ref reader, out accountIsExact)
            : throw new JsonException($"{Name} is not a string.");

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => AnswerText.Read(ref reader, out _),
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };
}
