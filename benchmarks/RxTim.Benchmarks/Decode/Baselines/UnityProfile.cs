namespace RxTim.Benchmarks;

/// <summary>Who sent a message.</summary>
public sealed class UnityProfile
{
    public string? UserProfileIdentifier { get; set; }

    public string? UserProfileNickName { get; set; }

    public Gender UserProfileGender { get; set; }

    public string? UserProfileFaceUrl { get; set; }

    public string? UserProfileFriendRemark { get; set; }

    public string? UserProfileSelfSignature { get; set; }

    public int UserProfileAddPermission { get; set; }

    public string? UserProfileLocation { get; set; }

    public long UserProfileLanguage { get; set; }

    public long UserProfileBirthday { get; set; }

    public long UserProfileLevel { get; set; }

    public long UserProfileRole { get; set; }

    public List<UnityProfileString>? UserProfileCustomStringArray { get; set; }
}

/// <summary>A text of the app's own in a profile.</summary>
public sealed class UnityProfileString
{
    public string? UserProfileCustomStringInfoKey { get; set; }

    public string? UserProfileCustomStringInfoValue { get; set; }
}

/// <summary>Who sent a message to a group.</summary>
public sealed class UnityGroupMember
{
    public string? GroupMemberInfoIdentifier { get; set; }

    public string? GroupMemberInfoGroupId { get; set; }

    public long GroupMemberInfoJoinTime { get; set; }

    public int GroupMemberInfoMemberRole { get; set; }

    public int GroupMemberInfoMsgFlag { get; set; }

    public long GroupMemberInfoMsgSeq { get; set; }

    public long GroupMemberInfoShutupTime { get; set; }

    public string? GroupMemberInfoNameCard { get; set; }

    public string? GroupMemberInfoNickName { get; set; }

    public string? GroupMemberInfoFriendRemark { get; set; }

    public string? GroupMemberInfoFaceUrl { get; set; }
}
