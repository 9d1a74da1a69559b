using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A message: an object <c>Message</c> of the SDK's JSON, with every key of its header <c>TIMMessageManager.h</c>.</summary>
/// <remarks>
/// A property is its key less <c>message_</c>, in PascalCase; <c>message_elem_array</c> is <see cref="Elements"/>, and other arrays have
/// a plural name too. Read-only keys are here because they come back; the backend ignores them in what is sent.
/// </remarks>
public sealed partial record Message : WireObject
{
    /// <summary>What the message consists of; at least one element to send it. <c>message_elem_array</c>.</summary>
    [JsonPropertyName("message_elem_array")]
    [JsonConverter(typeof(WireListConverter<MessageElement>))]
    public IReadOnlyList<MessageElement>? Elements { get; init => field = WireList<MessageElement>.Copy(value); }

    /// <summary>The conversation: between two users, the identifier of the other. <c>message_conv_id</c>.</summary>
    [JsonPropertyName("message_conv_id")]
    public string? ConvId { get; init; }

    /// <summary>What the conversation is between. <c>message_conv_type</c>.</summary>
    [JsonPropertyName("message_conv_type")]
    public ConvType? ConvType { get; init; }

    /// <summary>The identifier of the sender. <c>message_sender</c>.</summary>
    [JsonPropertyName("message_sender")]
    public string? Sender { get; init; }

    /// <summary>How urgent the message is. <c>message_priority</c>.</summary>
    [JsonPropertyName("message_priority")]
    public MessagePriority? Priority { get; init; }

    /// <summary>When the sender's clock says it was made, in seconds since 1970 UTC. <c>message_client_time</c>.</summary>
    [JsonPropertyName("message_client_time")]
    public ulong? ClientTime { get; init; }

    /// <summary>When the backend says it was sent, in seconds since 1970 UTC; 0 if it was not. <c>message_server_time</c>.</summary>
    [JsonPropertyName("message_server_time")]
    public ulong? ServerTime { get; init; }

    /// <summary>Whether the user who is logged in sent it. <c>message_is_from_self</c>.</summary>
    [JsonPropertyName("message_is_from_self")]
    public bool? IsFromSelf { get; init; }

    /// <summary>What it was sent from. <c>message_platform</c>.</summary>
    [JsonPropertyName("message_platform")]
    public MessagePlatform? Platform { get; init; }

    /// <summary>Whether it has been read. <c>message_is_read</c>.</summary>
    [JsonPropertyName("message_is_read")]
    public bool? IsRead { get; init; }

    /// <summary>Whether only users who are online get it: not stored, not counted as unread. <c>message_is_online_msg</c>.</summary>
    [JsonPropertyName("message_is_online_msg")]
    public bool? IsOnlineMsg { get; init; }

    /// <summary>Whether the other user has read the conversation at least as far as this message. <c>message_is_peer_read</c>.</summary>
    [JsonPropertyName("message_is_peer_read")]
    public bool? IsPeerRead { get; init; }

    /// <summary>Whether the other user has sent a receipt for this message. <c>message_receipt_peer_read</c>.</summary>
    [JsonPropertyName("message_receipt_peer_read")]
    public bool? ReceiptPeerRead { get; init; }

    /// <summary>Whether receipts are asked for. <c>message_need_read_receipt</c>.</summary>
    [JsonPropertyName("message_need_read_receipt")]
    public bool? NeedReadReceipt { get; init; }

    /// <summary>Whether extensions can be set on it. <c>message_support_message_extension</c>.</summary>
    [JsonPropertyName("message_support_message_extension")]
    public bool? SupportMessageExtension { get; init; }

    /// <summary>Whether it was broadcast to all live groups. <c>message_is_broadcast_message</c>.</summary>
    [JsonPropertyName("message_is_broadcast_message")]
    public bool? IsBroadcastMessage { get; init; }

    /// <summary>Whether a receipt for it has been sent; in groups only. <c>message_has_sent_receipt</c>.</summary>
    [JsonPropertyName("message_has_sent_receipt")]
    public bool? HasSentReceipt { get; init; }

    /// <summary>How many members have sent a receipt; internal to the SDK. <c>message_group_receipt_read_count</c>.</summary>
    [JsonPropertyName("message_group_receipt_read_count")]
    public int? GroupReceiptReadCount { get; init; }

    /// <summary>How many members have not sent a receipt, -1 if not known; internal to the SDK.
    /// <c>message_group_receipt_unread_count</c>.</summary>
    [JsonPropertyName("message_group_receipt_unread_count")]
    public int? GroupReceiptUnreadCount { get; init; }

    /// <summary>Internal to the SDK. <c>message_version</c>.</summary>
    [JsonPropertyName("message_version")]
    public ulong? Version { get; init; }

    /// <summary>How far the message has come; for the outcome of a send, see the result's code. <c>message_status</c>.</summary>
    [JsonPropertyName("message_status")]
    public MessageStatus? Status { get; init; }

    /// <summary>The message's number, over the full 64 bits; the SDK recommends <see cref="MsgId"/>. <c>message_unique_id</c>.</summary>
    [JsonPropertyName("message_unique_id")]
    public ulong? UniqueId { get; init; }

    /// <summary>The message's own identifier. <c>message_msg_id</c>.</summary>
    [JsonPropertyName("message_msg_id")]
    public string? MsgId { get; init; }

    /// <summary>The message's random number, by which the backend tells a repeat. <c>message_rand</c>.</summary>
    [JsonPropertyName("message_rand")]
    public ulong? Rand { get; init; }

    /// <summary>The message's sequence number. <c>message_seq</c>.</summary>
    [JsonPropertyName("message_seq")]
    public ulong? Seq { get; init; }

    /// <summary>A number of the app's own; stored on this device only. The C header has it without a sign, Tencent's Unity definitions
    /// with one: -2,147,483,648 to 4,294,967,295. <c>message_custom_int</c>.</summary>
    [JsonPropertyName("message_custom_int")]
    public long? CustomInt { get; init; }

    /// <summary>A text of the app's own; stored on this device only. <c>message_custom_str</c>.</summary>
    [JsonPropertyName("message_custom_str")]
    public string? CustomStr { get; init; }

    /// <summary>A text of the app's own; sent along and stored by the backend. <c>message_cloud_custom_str</c>.</summary>
    [JsonPropertyName("message_cloud_custom_str")]
    public string? CloudCustomStr { get; init; }

    /// <summary>Whether it does not count as unread. <c>message_is_excluded_from_unread_count</c>.</summary>
    [JsonPropertyName("message_is_excluded_from_unread_count")]
    public bool? IsExcludedFromUnreadCount { get; init; }

    /// <summary>The members that it mentions; <see cref="AtAll"/> mentions all. <c>message_group_at_user_array</c>.</summary>
    [JsonPropertyName("message_group_at_user_array")]
    [JsonConverter(typeof(WireListConverter<string>))]
    public IReadOnlyList<string>? GroupAtUsers { get; init => field = WireList<string>.Copy(value); }

    /// <summary>Whether it forwards another message; to be set before sending. <c>message_is_forward_message</c>.</summary>
    [JsonPropertyName("message_is_forward_message")]
    public bool? IsForwardMessage { get; init; }

    /// <summary>The sender's profile. <c>message_sender_profile</c>.</summary>
    [JsonPropertyName("message_sender_profile")]
    public UserProfile? SenderProfile { get; init; }

    /// <summary>The sender as a member of the group; in groups only. <c>message_sender_group_member_info</c>.</summary>
    [JsonPropertyName("message_sender_group_member_info")]
    public GroupMemberInfo? SenderGroupMemberInfo { get; init; }

    /// <summary>Whether it does not become its conversation's last message. <c>message_excluded_from_last_message</c>.</summary>
    [JsonPropertyName("message_excluded_from_last_message")]
    public bool? ExcludedFromLastMessage { get; init; }

    /// <summary>Whether its content is not checked. <c>message_excluded_from_content_moderation</c>.</summary>
    [JsonPropertyName("message_excluded_from_content_moderation")]
    public bool? ExcludedFromContentModeration { get; init; }

    /// <summary>The rules by which its content is checked; to be set before sending, never stored.
    /// <c>message_custom_moderation_configuration_id</c>.</summary>
    [JsonPropertyName("message_custom_moderation_configuration_id")]
    public string? CustomModerationConfigurationId { get; init; }

    /// <summary>Whether the check of its content found a risk. <c>message_has_risk_content</c>.</summary>
    [JsonPropertyName("message_has_risk_content")]
    public bool? HasRiskContent { get; init; }

    /// <summary>Internal to the SDK. <c>message_risk_type_identified</c>.</summary>
    [JsonPropertyName("message_risk_type_identified")]
    public long? RiskTypeIdentified { get; init; }

    /// <summary>The only members of the group that get it; to be set before sending. <c>message_target_group_member_array</c>.</summary>
    [JsonPropertyName("message_target_group_member_array")]
    [JsonConverter(typeof(WireListConverter<string>))]
    public IReadOnlyList<string>? TargetGroupMembers { get; init => field = WireList<string>.Copy(value); }

    /// <summary>How it is pushed to users who are offline. <c>message_offline_push_config</c>.</summary>
    [JsonPropertyName("message_offline_push_config")]
    public OfflinePush? OfflinePush { get; init; }

    /// <summary>Whether it is not sent through the app's callback before sending; SDK 8.1 and up.
    /// <c>message_disable_cloud_message_pre_hook</c>.</summary>
    [JsonPropertyName("message_disable_cloud_message_pre_hook")]
    public bool? DisableCloudMessagePreHook { get; init; }

    /// <summary>Whether the app's callback after sending is not called; SDK 8.1 and up.
    /// <c>message_disable_cloud_message_post_hook</c>.</summary>
    [JsonPropertyName("message_disable_cloud_message_post_hook")]
    public bool? DisableCloudMessagePostHook { get; init; }

    /// <summary>Whether users get it who have muted its conversation; SDK 8.6 and up. <c>message_excluded_from_muting</c>.</summary>
    [JsonPropertyName("message_excluded_from_muting")]
    public bool? ExcludedFromMuting { get; init; }

    /// <summary>Internal to the SDK. <c>message_sender_tiny_id</c>.</summary>
    [JsonPropertyName("message_sender_tiny_id")]
    public ulong? SenderTinyId { get; init; }

    /// <summary>Internal to the SDK. <c>message_receiver_tiny_id</c>.</summary>
    [JsonPropertyName("message_receiver_tiny_id")]
    public ulong? ReceiverTinyId { get; init; }

    /// <summary>Who called it back. <c>message_revoker_user_id</c>.</summary>
    [JsonPropertyName("message_revoker_user_id")]
    public string? RevokerUserId { get; init; }

    /// <summary>The nickname of who called it back. <c>message_revoker_nick_name</c>.</summary>
    [JsonPropertyName("message_revoker_nick_name")]
    public string? RevokerNickName { get; init; }

    /// <summary>The portrait of who called it back. <c>message_revoker_face_url</c>.</summary>
    [JsonPropertyName("message_revoker_face_url")]
    public string? RevokerFaceUrl { get; init; }

    /// <summary>Why it was called back. <c>message_revoke_reason</c>.</summary>
    [JsonPropertyName("message_revoke_reason")]
    public string? RevokeReason { get; init; }

    /// <summary>Who pinned it in the group. <c>message_pinner_user_id</c>.</summary>
    [JsonPropertyName("message_pinner_user_id")]
    public string? PinnerUserId { get; init; }

    /// <summary>The nickname of who pinned it. <c>message_pinner_nick_name</c>.</summary>
    [JsonPropertyName("message_pinner_nick_name")]
    public string? PinnerNickName { get; init; }

    /// <summary>How the user who is logged in calls who pinned it. <c>message_pinner_friend_remark</c>.</summary>
    [JsonPropertyName("message_pinner_friend_remark")]
    public string? PinnerFriendRemark { get; init; }

    /// <summary>The name in the group of who pinned it. <c>message_pinner_name_card</c>.</summary>
    [JsonPropertyName("message_pinner_name_card")]
    public string? PinnerNameCard { get; init; }

    /// <summary>The portrait of who pinned it. <c>message_pinner_face_url</c>.</summary>
    [JsonPropertyName("message_pinner_face_url")]
    public string? PinnerFaceUrl { get; init; }
}
