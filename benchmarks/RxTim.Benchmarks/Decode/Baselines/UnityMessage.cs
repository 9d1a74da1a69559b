namespace RxTim.Benchmarks;

/// <summary>A message with a member for every key. Value members may be missing, as in the SDK's own wrapper.</summary>
public sealed class UnityMessage
{
    public List<UnityElement>? MessageElemArray { get; set; }

    public string? MessageConvId { get; set; }

    public ConvType? MessageConvType { get; set; }

    public string? MessageSender { get; set; }

    public MessagePriority? MessagePriority { get; set; }

    public ulong? MessageClientTime { get; set; }

    public ulong? MessageServerTime { get; set; }

    public bool? MessageIsFromSelf { get; set; }

    public MessagePlatform? MessagePlatform { get; set; }

    public bool? MessageIsRead { get; set; }

    public bool? MessageIsOnlineMsg { get; set; }

    public bool? MessageIsPeerRead { get; set; }

    public bool? MessageReceiptPeerRead { get; set; }

    public bool? MessageNeedReadReceipt { get; set; }

    public bool? MessageSupportMessageExtension { get; set; }

    public bool? MessageIsBroadcastMessage { get; set; }

    public bool? MessageHasSentReceipt { get; set; }

    public int? MessageGroupReceiptReadCount { get; set; }

    public int? MessageGroupReceiptUnreadCount { get; set; }

    public ulong? MessageVersion { get; set; }

    public MessageStatus? MessageStatus { get; set; }

    public ulong? MessageUniqueId { get; set; }

    public string? MessageMsgId { get; set; }

    public ulong? MessageRand { get; set; }

    public ulong? MessageSeq { get; set; }

    public uint? MessageCustomInt { get; set; }

    public string? MessageCustomStr { get; set; }

    public string? MessageCloudCustomStr { get; set; }

    public bool? MessageIsExcludedFromUnreadCount { get; set; }

    public List<string>? MessageGroupAtUserArray { get; set; }

    public bool? MessageIsForwardMessage { get; set; }

    public UnityProfile? MessageSenderProfile { get; set; }

    public UnityGroupMember? MessageSenderGroupMemberInfo { get; set; }

    public bool? MessageExcludedFromLastMessage { get; set; }

    public bool? MessageExcludedFromContentModeration { get; set; }

    public string? MessageCustomModerationConfigurationId { get; set; }

    public bool? MessageHasRiskContent { get; set; }

    public long? MessageRiskTypeIdentified { get; set; }

    public List<string>? MessageTargetGroupMemberArray { get; set; }

    public UnityOfflinePush? MessageOfflinePushConfig { get; set; }

    public string? MessageRevokerUserId { get; set; }

    public string? MessageRevokerNickName { get; set; }

    public string? MessageRevokerFaceUrl { get; set; }

    public string? MessageRevokeReason { get; set; }

    public string? MessagePinnerUserId { get; set; }

    public string? MessagePinnerNickName { get; set; }

    public string? MessagePinnerFriendRemark { get; set; }

    public string? MessagePinnerNameCard { get; set; }

    public string? MessagePinnerFaceUrl { get; set; }
}
