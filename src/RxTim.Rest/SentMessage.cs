using System.Globalization;

namespace RxTim.Rest;

/// <summary>The message as the backend has it, for the identifiers that a call reached: made for one when its result's message is
/// read.</summary>
internal sealed class SentMessage
{
    private readonly Message message;
    private readonly string sender;
    private readonly ulong sequence;
    private readonly ulong random;
    private readonly ulong? time;
    private readonly string? msgId;

    /// <param name="call">The call.</param>
    /// <param name="msgKey">The answer's <c>MsgKey</c>, <c>{sequence}_{random}_{time}</c>; where it is missing or else, the call's own
    /// numbers count and the time is not known.</param>
    /// <param name="msgId">The answer's <c>MsgId</c>; null if it has none.</param>
    /// <param name="options">Who sends.</param>
    public SentMessage(MsgBatchCall call, string? msgKey, string? msgId, RestTransportOptions options)
    {
        message = call.Message;
        this.msgId = msgId ?? message.MsgId;
        sender = options.From ?? options.Admin;
        (sequence, random) = (call.Sequence, call.Random);
        if (msgKey?.Split('_') is [var first, var second, var third] && Number(first) is { } seq && Number(second) is { } rand && Number(third) is { } at)
            (sequence, random, time) = (seq, rand, at);
    }

    /// <summary>The message as one identifier has it.</summary>
    public Message For(string identifier) => message with
    {
        ConvId = identifier,
        ConvType = ConvType.C2C,
        Sender = sender,
        IsFromSelf = true,
        Rand = random,
        Seq = sequence,
        ServerTime = time,
        MsgId = msgId,
        Status = MessageStatus.Sent,
    };

    private static ulong? Number(string digits) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
