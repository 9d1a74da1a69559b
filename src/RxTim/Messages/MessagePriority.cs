namespace RxTim;

/// <summary>How urgent a message is: <c>message_priority</c>, Tencent's <c>TIMMsgPriority</c>. A greater number is less urgent.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum MessagePriority
{
    /// <summary>Most urgent: gifts, red envelopes. <c>kTIMMsgPriority_High</c>.</summary>
    High = 0,

    /// <summary>Ordinary messages. <c>kTIMMsgPriority_Normal</c>.</summary>
    Normal = 1,

    /// <summary>Likes and the like. <c>kTIMMsgPriority_Low</c>.</summary>
    Low = 2,

    /// <summary>Least urgent: who came and went. <c>kTIMMsgPriority_Lowest</c>.</summary>
    Lowest = 3,
}
