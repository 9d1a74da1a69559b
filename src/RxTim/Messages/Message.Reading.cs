namespace RxTim;

public sealed partial record Message
{
    /// <summary>A message of which nothing is set.</summary>
    public Message()
    {
    }

    // In the order in which the SDK writes the keys.
    internal Message(ref WireReader json)
    {
        while (json.NextKeys(this))
        {
            if (json.Key("message_client_time"u8)) ClientTime = json.UInt64();
            if (json.Key("message_cloud_custom_str"u8)) CloudCustomStr = json.String();
            if (json.Key("message_conv_id"u8)) ConvId = json.String();
            if (json.Key("message_conv_type"u8)) ConvType = (ConvType?)json.Int32();
            if (json.Key("message_custom_int"u8)) CustomInt = json.Int64();
            if (json.Key("message_custom_moderation_configuration_id"u8)) CustomModerationConfigurationId = json.String();
            if (json.Key("message_custom_str"u8)) CustomStr = json.String();
            if (json.Key("message_disable_cloud_message_post_hook"u8)) DisableCloudMessagePostHook = json.Boolean();
            if (json.Key("message_disable_cloud_message_pre_hook"u8)) DisableCloudMessagePreHook = json.Boolean();
            if (json.Key("message_elem_array"u8)) Elements = ReadElements(ref json);
            if (json.Key("message_excluded_from_content_moderation"u8)) ExcludedFromContentModeration = json.Boolean();
            if (json.Key("message_excluded_from_last_message"u8)) ExcludedFromLastMessage = json.Boolean();
            if (json.Key("message_excluded_from_muting"u8)) ExcludedFromMuting = json.Boolean();
            if (json.Key("message_group_at_user_array"u8)) GroupAtUsers = json.Items(WireJsonContext.Default.String);
            if (json.Key("message_group_receipt_read_count"u8)) GroupReceiptReadCount = json.Int32();
            if (json.Key("message_group_receipt_unread_count"u8)) GroupReceiptUnreadCount = json.Int32();
            if (json.Key("message_has_risk_content"u8)) HasRiskContent = json.Boolean();
            if (json.Key("message_has_sent_receipt"u8)) HasSentReceipt = json.Boolean();
            if (json.Key("message_is_broadcast_message"u8)) IsBroadcastMessage = json.Boolean();
            if (json.Key("message_is_excluded_from_unread_count"u8)) IsExcludedFromUnreadCount = json.Boolean();
            if (json.Key("message_is_forward_message"u8)) IsForwardMessage = json.Boolean();
            if (json.Key("message_is_from_self"u8)) IsFromSelf = json.Boolean();
            if (json.Key("message_is_online_msg"u8)) IsOnlineMsg = json.Boolean();
            if (json.Key("message_is_peer_read"u8)) IsPeerRead = json.Boolean();
            if (json.Key("message_is_read"u8)) IsRead = json.Boolean();
            if (json.Key("message_msg_id"u8)) MsgId = json.String();
            if (json.Key("message_need_read_receipt"u8)) NeedReadReceipt = json.Boolean();
            if (json.Key("message_offline_push_config"u8)) OfflinePush = json.Value(WireJsonContext.Default.OfflinePush);
            if (json.Key("message_pinner_face_url"u8)) PinnerFaceUrl = json.String();
            if (json.Key("message_pinner_friend_remark"u8)) PinnerFriendRemark = json.String();
            if (json.Key("message_pinner_name_card"u8)) PinnerNameCard = json.String();
            if (json.Key("message_pinner_nick_name"u8)) PinnerNickName = json.String();
            if (json.Key("message_pinner_user_id"u8)) PinnerUserId = json.String();
            if (json.Key("message_platform"u8)) Platform = (MessagePlatform?)json.Int32();
            if (json.Key("message_priority"u8)) Priority = (MessagePriority?)json.Int32();
            if (json.Key("message_rand"u8)) Rand = json.UInt64();
            if (json.Key("message_receipt_peer_read"u8)) ReceiptPeerRead = json.Boolean();
            if (json.Key("message_receiver_tiny_id"u8)) ReceiverTinyId = json.UInt64();
            if (json.Key("message_revoke_reason"u8)) RevokeReason = json.String();
            if (json.Key("message_revoker_face_url"u8)) RevokerFaceUrl = json.String();
            if (json.Key("message_revoker_nick_name"u8)) RevokerNickName = json.String();
            if (json.Key("message_revoker_user_id"u8)) RevokerUserId = json.String();
            if (json.Key("message_risk_type_identified"u8)) RiskTypeIdentified = json.Int64();
            if (json.Key("message_sender"u8)) Sender = json.String();
            if (json.Key("message_sender_group_member_info"u8)) SenderGroupMemberInfo = json.Value(WireJsonContext.Default.GroupMemberInfo);
            if (json.Key("message_sender_profile"u8)) SenderProfile = json.OpenObject() ? new UserProfile(ref json) : null;
            if (json.Key("message_sender_tiny_id"u8)) SenderTinyId = json.UInt64();
            if (json.Key("message_seq"u8)) Seq = json.UInt64();
            if (json.Key("message_server_time"u8)) ServerTime = json.UInt64();
            if (json.Key("message_status"u8)) Status = (MessageStatus?)json.Int32();
            if (json.Key("message_support_message_extension"u8)) SupportMessageExtension = json.Boolean();
            if (json.Key("message_target_group_member_array"u8)) TargetGroupMembers = json.Items(WireJsonContext.Default.String);
            if (json.Key("message_unique_id"u8)) UniqueId = json.UInt64();
            if (json.Key("message_version"u8)) Version = json.UInt64();
        }
    }

    private static WireList<MessageElement>? ReadElements(ref WireReader json)
    {
        if (!json.OpenArray()) return null;
        var elements = new List<MessageElement>();
        while (json.NextItem())
        {
            if (MessageElement.Read(ref json) is { } element) elements.Add(element);
            else json.GiveUp();
        }
        return new WireList<MessageElement>([.. elements]);
    }
}
