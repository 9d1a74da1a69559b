using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>A field of the app's own in a profile: an object <c>UserProfileCustomStringInfo</c> of the SDK's JSON.</summary>
public sealed record UserProfileString : WireObject
{
    /// <summary>The field's name, with the prefix <c>Tag_Profile_Custom_</c>. <c>user_profile_custom_string_info_key</c>.</summary>
    [JsonPropertyName("user_profile_custom_string_info_key")]
    public string? Key { get; init; }

    /// <summary>The field's value, up to 500 bytes. <c>user_profile_custom_string_info_value</c>.</summary>
    [JsonPropertyName("user_profile_custom_string_info_value")]
    public string? Value { get; init; }
}
