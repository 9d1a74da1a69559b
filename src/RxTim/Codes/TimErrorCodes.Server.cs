namespace RxTim;

// What the backend says to the SDK: accounts and friends, messages, groups, files.
// Source: the SDK's header TIMErrorCode.h.
public static partial class TimErrorCodes
{
    /// <summary>The backend failed; try again. <c>ERR_SVR_GROUP_INTERNAL_ERROR</c>.</summary>
    public const int GroupInternalError = 10002;
    /// <summary>A parameter is not valid. <c>ERR_SVR_GROUP_INVALID_PARAMETERS</c>.</summary>
    public const int GroupInvalidParameters = 10004;
    /// <summary>Too many accounts in one request. <c>ERR_SVR_GROUP_ACOUNT_COUNT_LIMIT</c>.</summary>
    public const int GroupAccountCountLimit = 10005;
    /// <summary>The operation is done too often. <c>ERR_SVR_GROUP_FREQ_LIMIT</c>.</summary>
    public const int GroupFrequencyLimit = 10006;
    /// <summary>The user may not do that in the group. <c>ERR_SVR_GROUP_PERMISSION_DENY</c>.</summary>
    public const int GroupPermissionDenied = 10007;
    /// <summary>The request is not valid, perhaps its signature. <c>ERR_SVR_GROUP_INVALID_REQ</c>.</summary>
    public const int GroupInvalidRequest = 10008;
    /// <summary>There is no such group, or no longer. <c>ERR_SVR_GROUP_NOT_FOUND</c>.</summary>
    public const int GroupNotFound = 10010;
    /// <summary>The group's identifier is not valid. <c>ERR_SVR_GROUP_INVALID_GROUPID</c>.</summary>
    public const int GroupInvalidId = 10015;
    /// <summary>The app's own server refused. <c>ERR_SVR_GROUP_REJECT_FROM_THIRDPARTY</c>.</summary>
    public const int GroupRejectedByApp = 10016;
    /// <summary>The sender may not write in the group. <c>ERR_SVR_GROUP_SHUTUP_DENY</c>.</summary>
    public const int GroupMuted = 10017;
    /// <summary>There is no such account. <c>ERR_SVR_GROUP_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int GroupAccountNotFound = 10019;
    /// <summary>Messages are sent too often. <c>ERR_SVR_GROUP_SEND_MSG_FREQ_LIMIT</c>.</summary>
    public const int GroupMessageFrequencyLimit = 10023;
    /// <summary>The command is blocked for the app. <c>ERR_SVR_GROUP_SDKAPPID_DENY</c>.</summary>
    public const int GroupAppDenied = 10026;
    /// <summary>The request is malformed; see whether sender and receiver exist. <c>ERR_SVR_MSG_PKG_PARSE_FAILED</c>.</summary>
    public const int MessagePacketInvalid = 20001;
    /// <summary>The backend's own authentication failed. <c>ERR_SVR_MSG_INTERNAL_AUTH_FAILED</c>.</summary>
    public const int MessageAuthFailed = 20002;
    /// <summary>The identifier is not valid, or not imported. <c>ERR_SVR_MSG_INVALID_ID</c>.</summary>
    public const int MessageInvalidIdentifier = 20003;
    /// <summary>The backend's network failed; try again. <c>ERR_SVR_MSG_NET_ERROR</c>.</summary>
    public const int MessageNetworkError = 20004;
    /// <summary>The backend failed; try again. <c>ERR_SVR_MSG_INTERNAL_ERROR1</c>.</summary>
    public const int MessageInternalError = 20005;
    /// <summary>The app's own server refused the message. <c>ERR_SVR_MSG_PUSH_DENY</c>.</summary>
    public const int MessageRejectedByApp = 20006;
    /// <summary>The receiver has blocked the sender. <c>ERR_SVR_MSG_IN_PEER_BLACKLIST</c>.</summary>
    public const int InPeerBlacklist = 20007;
    /// <summary>Sender and receiver are not friends. <c>ERR_SVR_MSG_BOTH_NOT_FRIEND</c>.</summary>
    public const int NotFriends = 20009;
    /// <summary>The sender is not the receiver's friend. <c>ERR_SVR_MSG_NOT_PEER_FRIEND</c>.</summary>
    public const int NotFriendOfPeer = 20010;
    /// <summary>The receiver is not the sender's friend. <c>ERR_SVR_MSG_NOT_SELF_FRIEND</c>.</summary>
    public const int PeerNotFriend = 20011;
    /// <summary>The sender may not write. <c>ERR_SVR_MSG_SHUTUP_DENY</c>.</summary>
    public const int Muted = 20012;
    /// <summary>It is too late to call the message back. <c>ERR_SVR_MSG_REVOKE_TIME_LIMIT</c>.</summary>
    public const int RevokeTimeLimit = 20016;
    /// <summary>There is no such message to be taken back. REST API, no name in the header.</summary>
    public const int MessageNotFound = 20022;
    /// <summary>The message was taken back before. REST API, no name in the header.</summary>
    public const int MessageWithdrawn = 20023;
    /// <summary>A parameter is not valid. <c>ERR_SVR_FRIENDSHIP_INVALID_PARAMETERS</c>.</summary>
    public const int FriendInvalidParameters = 30001;
    /// <summary>There is no such account. <c>ERR_SVR_FRIENDSHIP_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int FriendAccountNotFound = 30003;
    /// <summary>The backend failed; try again. <c>ERR_SVR_FRIENDSHIP_INTERNAL_ERROR</c>.</summary>
    public const int FriendInternalError = 30006;
    /// <summary>The backend's network was too slow; try again. <c>ERR_SVR_FRIENDSHIP_NET_TIMEOUT</c>.</summary>
    public const int FriendNetworkTimeout = 30007;
    /// <summary>A parameter is not valid. <c>ERR_SVR_PROFILE_INVALID_PARAMETERS</c>.</summary>
    public const int ProfileInvalidParameters = 40001;
    /// <summary>There is no such account. <c>ERR_SVR_PROFILE_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int ProfileAccountNotFound = 40003;
    /// <summary>The backend failed; try again. <c>ERR_SVR_PROFILE_INTERNAL_ERROR</c>.</summary>
    public const int ProfileInternalError = 40006;
    /// <summary>There is no such account. <c>ERR_SVR_CONV_ACCOUNT_NOT_FOUND</c>.</summary>
    public const int ConversationAccountNotFound = 50001;
    /// <summary>A parameter is not valid. <c>ERR_SVR_CONV_INVALID_PARAMETERS</c>.</summary>
    public const int ConversationInvalidParameters = 50002;
    /// <summary>The backend failed; try again. <c>ERR_SVR_CONV_INTERNAL_ERROR</c>.</summary>
    public const int ConversationInternalError = 50004;
    /// <summary>The backend's network was too slow; try again. <c>ERR_SVR_CONV_NET_TIMEOUT</c>.</summary>
    public const int ConversationNetworkTimeout = 50005;
    /// <summary>The file to send does not exist. <c>ERR_SVR_RES_NOT_FOUND</c>.</summary>
    public const int ResourceNotFound = 114000;
    /// <summary>The file to send may not be read. <c>ERR_SVR_RES_ACCESS_DENY</c>.</summary>
    public const int ResourceAccessDenied = 114001;
    /// <summary>The file to send is too large. <c>ERR_SVR_RES_SIZE_LIMIT</c>.</summary>
    public const int ResourceTooLarge = 114002;
    /// <summary>The file was cancelled while it was sent. <c>ERR_SVR_RES_SEND_CANCEL</c>.</summary>
    public const int ResourceSendCancelled = 114003;
    /// <summary>The file to send could not be read. <c>ERR_SVR_RES_READ_FAILED</c>.</summary>
    public const int ResourceReadFailed = 114004;
    /// <summary>The file was not sent in time. <c>ERR_SVR_RES_TRANSFER_TIMEOUT</c>.</summary>
    public const int ResourceTransferTimeout = 114005;
    /// <summary>A parameter of the file is not valid. <c>ERR_SVR_RES_INVALID_PARAMETERS</c>.</summary>
    public const int ResourceInvalidParameters = 114011;
    /// <summary>The file came with another hash. <c>ERR_SVR_RES_INVALID_FILE_MD5</c>.</summary>
    public const int ResourceInvalidFileHash = 115066;
    /// <summary>A part of the file came with another hash. <c>ERR_SVR_RES_INVALID_PART_MD5</c>.</summary>
    public const int ResourceInvalidPartHash = 115068;
}
