using System.Text.Json;

namespace RxTim;

/// <summary>By what a backend knows a message, put together from three of its numbers. A journal asks it of every result, and to decode the
/// whole message for it would take three times as long.</summary>
internal static class MessageKey
{
    /// <summary>The key of a message; null if one of the numbers is missing, or it was not sent.</summary>
    public static string? Of(Message message) => Of(message.Seq, message.Rand, message.ServerTime);

    /// <summary>The same of a message's JSON.</summary>
    /// <returns>False where the JSON is not as it should be, so that only to decode it tells.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8Json, out string? key)
    {
        ulong? sequence = null, random = null, time = null;
        key = null;
        try
        {
            var reader = new Utf8JsonReader(utf8Json, new JsonReaderOptions { MaxDepth = TimJson.MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                return false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isKnown = reader.ValueTextEquals("message_seq"u8) ? TryNumber(ref reader, ref sequence)
                    : reader.ValueTextEquals("message_rand"u8) ? TryNumber(ref reader, ref random)
                    : reader.ValueTextEquals("message_server_time"u8) ? TryNumber(ref reader, ref time)
                    : reader.TrySkip();
                if (!isKnown)
                    return false;
            }
        }
        catch (JsonException)
        {
            return false;
        }
        key = Of(sequence, random, time);
        return true;
    }

    private static string? Of(ulong? sequence, ulong? random, ulong? time) => sequence is not null && random is not null && time > 0
        ? FormattableString.Invariant($"{sequence}_{random}_{time}")
        : null;

    private static bool TryNumber(ref Utf8JsonReader reader, ref ulong? number)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.Number || !reader.TryGetUInt64(out var read))
            return false;
        number = read;
        return true;
    }
}
