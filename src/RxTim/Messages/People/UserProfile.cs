using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A user's profile: an object <c>UserProfile</c> of the SDK's JSON, with every key of its header <c>TIMManager.h</c>.</summary>
public sealed record UserProfile : WireObject
{
    /// <summary>A profile of which nothing is set.</summary>
    public UserProfile()
    {
    }

    internal UserProfile(ref WireReader json)
    {
        while (json.NextKeys(this))
        {
            if (json.Key("user_profile_add_permission"u8)) AddPermission = (AddPermission?)json.Int32();
            if (json.Key("user_profile_birthday"u8)) Birthday = json.Int64();
            if (json.Key("user_profile_custom_string_array"u8)) CustomStrings = json.Items(WireJsonContext.Default.UserProfileString);
            if (json.Key("user_profile_face_url"u8)) FaceUrl = json.String();
            if (json.Key("user_profile_friend_remark"u8)) FriendRemark = json.String();
            if (json.Key("user_profile_gender"u8)) Gender = (Gender?)json.Int32();
            if (json.Key("user_profile_identifier"u8)) Identifier = json.String();
            if (json.Key("user_profile_language"u8)) Language = json.Int64();
            if (json.Key("user_profile_level"u8)) Level = json.Int64();
            if (json.Key("user_profile_location"u8)) Location = json.String();
            if (json.Key("user_profile_nick_name"u8)) NickName = json.String();
            if (json.Key("user_profile_role"u8)) Role = json.Int64();
            if (json.Key("user_profile_self_signature"u8)) SelfSignature = json.String();
        }
    }

    /// <summary>The user's identifier. <c>user_profile_identifier</c>.</summary>
    [JsonPropertyName("user_profile_identifier")]
    public string? Identifier { get; init; }

    /// <summary>The nickname. <c>user_profile_nick_name</c>.</summary>
    [JsonPropertyName("user_profile_nick_name")]
    public string? NickName { get; init; }

    /// <summary>The gender. <c>user_profile_gender</c>.</summary>
    [JsonPropertyName("user_profile_gender")]
    public Gender? Gender { get; init; }

    /// <summary>The portrait. <c>user_profile_face_url</c>.</summary>
    [JsonPropertyName("user_profile_face_url")]
    public string? FaceUrl { get; init; }

    /// <summary>How the user who is logged in calls this one; only in a message's sender. <c>user_profile_friend_remark</c>.</summary>
    [JsonPropertyName("user_profile_friend_remark")]
    public string? FriendRemark { get; init; }

    /// <summary>What the user says of themself. <c>user_profile_self_signature</c>.</summary>
    [JsonPropertyName("user_profile_self_signature")]
    public string? SelfSignature { get; init; }

    /// <summary>Who may add the user as a friend. <c>user_profile_add_permission</c>.</summary>
    [JsonPropertyName("user_profile_add_permission")]
    public AddPermission? AddPermission { get; init; }

    /// <summary>Where the user is. <c>user_profile_location</c>.</summary>
    [JsonPropertyName("user_profile_location")]
    public string? Location { get; init; }

    /// <summary>The language, a number of the app's own. <c>user_profile_language</c>.</summary>
    [JsonPropertyName("user_profile_language")]
    public long? Language { get; init; }

    /// <summary>The birthday, a number of the app's own. <c>user_profile_birthday</c>.</summary>
    [JsonPropertyName("user_profile_birthday")]
    public long? Birthday { get; init; }

    /// <summary>The level, a number of the app's own. <c>user_profile_level</c>.</summary>
    [JsonPropertyName("user_profile_level")]
    public long? Level { get; init; }

    /// <summary>The role, a number of the app's own. <c>user_profile_role</c>.</summary>
    [JsonPropertyName("user_profile_role")]
    public long? Role { get; init; }

    /// <summary>Fields of the app's own. <c>user_profile_custom_string_array</c>.</summary>
    [JsonPropertyName("user_profile_custom_string_array")]
    [JsonConverter(typeof(WireListConverter<UserProfileString>))]
    public IReadOnlyList<UserProfileString>? CustomStrings { get; init => field = WireList<UserProfileString>.Copy(value); }
}
