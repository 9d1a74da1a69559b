namespace RxTim;

/// <summary>How far a message has come: <c>message_status</c>, Tencent's <c>TIMMsgStatus</c>.</summary>
/// <remarks>A number that is not named here is kept as it is. The result's code, not this status, says whether a send succeeded: the SDK
/// answers failures with <see cref="Sent"/> too.</remarks>
public enum MessageStatus
{
    /// <summary>On its way. <c>kTIMMsg_Sending</c>.</summary>
    Sending = 1,

    /// <summary>Sent. <c>kTIMMsg_SendSucc</c>.</summary>
    Sent = 2,

    /// <summary>Not sent. <c>kTIMMsg_SendFail</c>.</summary>
    Failed = 3,

    /// <summary>Deleted. <c>kTIMMsg_Deleted</c>.</summary>
    Deleted = 4,

    /// <summary>Imported into the local store. <c>kTIMMsg_LocalImported</c>.</summary>
    LocalImported = 5,

    /// <summary>Called back by its sender. <c>kTIMMsg_Revoked</c>.</summary>
    Revoked = 6,

    /// <summary>Cancelled before it was sent. <c>kTIMMsg_Cancel</c>.</summary>
    Cancelled = 7,
}
