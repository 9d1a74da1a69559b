namespace RxTim;

/// <summary>How a member gets a group's messages: <c>group_member_info_msg_flag</c>, Tencent's <c>TIMReceiveMessageOpt</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum ReceiveMessageOption
{
    /// <summary>Online at once, offline by push. <c>kTIMRecvMsgOpt_Receive</c>.</summary>
    Receive = 0,

    /// <summary>Not at all. <c>kTIMRecvMsgOpt_Not_Receive</c>.</summary>
    NotReceive = 1,

    /// <summary>Online at once, offline without push. <c>kTIMRecvMsgOpt_Not_Notify</c>.</summary>
    NotNotify = 2,

    /// <summary>Online at once, offline by push only if the message mentions the member.
    /// <c>kTIMRecvMsgOpt_Not_Notify_Except_At</c>.</summary>
    NotNotifyExceptAt = 3,
}
