using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A member of a group: an object <c>GroupMemberInfo</c> of the SDK's JSON, as its header <c>TIMGroupManager.h</c> has
/// it.</summary>
/// <remarks>
/// What SDKs write under <c>group_member_info_custom_info</c>, <c>..._is_online</c> and <c>..._online_devices</c> differs among them and
/// from the header. So these stay in <see cref="WireObject.UnknownKeys"/> as they came, and the properties read what they understand.
/// </remarks>
public sealed partial record GroupMemberInfo : WireObject
{
    /// <summary>The member's identifier. <c>group_member_info_identifier</c>.</summary>
    [JsonPropertyName("group_member_info_identifier")]
    public string? Identifier { get; init; }

    /// <summary>The group. <c>group_member_info_group_id</c>.</summary>
    [JsonPropertyName("group_member_info_group_id")]
    public string? GroupId { get; init; }

    /// <summary>When the member joined, in seconds since 1970 UTC. <c>group_member_info_join_time</c>.</summary>
    [JsonPropertyName("group_member_info_join_time")]
    public long? JoinTime { get; init; }

    /// <summary>The role. <c>group_member_info_member_role</c>.</summary>
    [JsonPropertyName("group_member_info_member_role")]
    public GroupMemberRole? MemberRole { get; init; }

    /// <summary>How the member gets the group's messages. <c>group_member_info_msg_flag</c>.</summary>
    [JsonPropertyName("group_member_info_msg_flag")]
    public ReceiveMessageOption? MsgFlag { get; init; }

    /// <summary>A message's sequence number. <c>group_member_info_msg_seq</c>.</summary>
    [JsonPropertyName("group_member_info_msg_seq")]
    public long? MsgSeq { get; init; }

    /// <summary>How long the member may not write. <c>group_member_info_shutup_time</c>.</summary>
    [JsonPropertyName("group_member_info_shutup_time")]
    public long? ShutupTime { get; init; }

    /// <summary>The name in the group. <c>group_member_info_name_card</c>.</summary>
    [JsonPropertyName("group_member_info_name_card")]
    public string? NameCard { get; init; }

    /// <summary>The nickname. <c>group_member_info_nick_name</c>.</summary>
    [JsonPropertyName("group_member_info_nick_name")]
    public string? NickName { get; init; }

    /// <summary>How the user who is logged in calls the member. <c>group_member_info_friend_remark</c>.</summary>
    [JsonPropertyName("group_member_info_friend_remark")]
    public string? FriendRemark { get; init; }

    /// <summary>What is remarked of the member, as Tencent's Unity definitions call it. <c>group_member_info_remark</c>.</summary>
    [JsonPropertyName("group_member_info_remark")]
    public string? Remark { get; init; }

    /// <summary>The portrait. <c>group_member_info_face_url</c>.</summary>
    [JsonPropertyName("group_member_info_face_url")]
    public string? FaceUrl { get; init; }
}
