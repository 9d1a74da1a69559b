using System.Text.Json;

namespace RxTim.Rest;

/// <summary>An answer of <c>admin_getroammsg</c>.</summary>
/// <param name="Messages">Random, sequence and key of each message. <c>MsgList</c>.</param>
/// <param name="IsLast">Whether no page follows. <c>Complete</c>.</param>
/// <param name="LastTime">Where the next page goes on. <c>LastMsgTime</c>.</param>
/// <param name="LastKey">Where the next page goes on. <c>LastMsgKey</c>.</param>
internal sealed record HistoryPage(List<(uint Random, uint Sequence, string Key)> Messages, bool IsLast, uint LastTime, string? LastKey)
{
    /// <exception cref="TimException">It is no such answer.</exception>
    public static HistoryPage Of(JsonElement answer)
    {
        try
        {
            var messages = answer.TryGetProperty("MsgList", out var list)
                ? list.EnumerateArray().Select(MessageOf).ToList()
                : [];
            var isLast = answer.GetProperty("Complete").GetInt32() == 1;
            if (isLast)
                return new HistoryPage(messages, true, 0, null);
            var (time, key) = (answer.GetProperty("LastMsgTime").GetUInt32(), answer.GetProperty("LastMsgKey").GetString());
            return new HistoryPage(messages, false, time, key);
        }
        catch (Exception mistyped) when (mistyped is KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new TimException(TimErrorCodes.ParseResponseFailed, $"The answer is none of admin_getroammsg: {mistyped.Message}");
        }
    }

    /// <summary>The keys of the messages with that random and sequence; one is empty if the answer does not say it.</summary>
    public IEnumerable<string> KeysOf(uint random, uint sequence) =>
        from message in Messages where (message.Random, message.Sequence) == (random, sequence) select message.Key;

    /// <summary>What to ask for the next page; null if there is none.</summary>
    public HistoryQuery? Next(HistoryQuery query) => IsLast ? null : query with { MaxTime = LastTime, After = LastKey };

    private static (uint Random, uint Sequence, string Key) MessageOf(JsonElement message) => (
        message.GetProperty("MsgRandom").GetUInt32(),
        message.GetProperty("MsgSeq").GetUInt32(),
        message.TryGetProperty("MsgKey", out var key) ? key.GetString() ?? "" : "");
}
