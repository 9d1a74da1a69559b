using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>How a message is pushed to HarmonyOS: the object under <c>offline_push_config_harmony_config</c> of newer SDKs; REST:
/// <c>HarmonyInfo</c>.</summary>
public sealed record HarmonyOfflinePush : WireObject
{
    /// <summary>The notification's title. <c>harmony_offline_push_config_title</c>.</summary>
    [JsonPropertyName("harmony_offline_push_config_title")]
    public string? Title { get; init; }

    /// <summary>A picture in the notification: an HTTPS address. <c>harmony_offline_push_config_image</c>.</summary>
    [JsonPropertyName("harmony_offline_push_config_image")]
    public string? Image { get; init; }

    /// <summary>The category, one of Huawei's names. <c>harmony_offline_push_config_category</c>.</summary>
    [JsonPropertyName("harmony_offline_push_config_category")]
    public string? Category { get; init; }

    /// <summary>Whether the app's badge does not count it. <c>harmony_offline_push_config_ignore_badge</c>.</summary>
    [JsonPropertyName("harmony_offline_push_config_ignore_badge")]
    public bool? IgnoreBadge { get; init; }
}
