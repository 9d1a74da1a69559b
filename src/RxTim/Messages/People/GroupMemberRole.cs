namespace RxTim;

/// <summary>A member's role in a group: <c>group_member_info_member_role</c>, Tencent's <c>TIMGroupMemberRole</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum GroupMemberRole
{
    /// <summary>Not known. <c>kTIMMemberRole_None</c>.</summary>
    None = 0,

    /// <summary>A member. <c>kTIMMemberRole_Normal</c>.</summary>
    Normal = 200,

    /// <summary>An administrator. <c>kTIMMemberRole_Admin</c>.</summary>
    Admin = 300,

    /// <summary>The owner. <c>kTIMMemberRole_Owner</c>.</summary>
    Owner = 400,
}
