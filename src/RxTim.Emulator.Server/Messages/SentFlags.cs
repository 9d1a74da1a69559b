namespace RxTim.Emulator;

/// <summary>How a message was asked to be kept.</summary>
[Flags]
internal enum SentFlags
{
    None = 0,

    /// <summary>Not in the sender's own history: <c>SyncOtherMachine</c> 2.</summary>
    NotInSendersHistory = 1,

    /// <summary>In no history: <c>OnlineOnlyFlag</c> 1, or <c>MsgLifeTime</c> 0.</summary>
    OnlineOnly = 2,

    /// <summary>Not counted as unread: <c>NoUnread</c> in <c>SendMsgControl</c>, or an import of history.</summary>
    NoUnread = 4,
}
