using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>How a message is pushed to users who are offline: <c>OfflinePushConfig</c> of the SDK's header
/// <c>TIMOfflinePushManager.h</c>.</summary>
public sealed record OfflinePush : WireObject
{
    /// <summary>The notification's title, for all platforms; theirs of the same name go before it where they are set.
    /// <c>offline_push_config_title</c>.</summary>
    [JsonPropertyName("offline_push_config_title")]
    public string? Title { get; init; }

    /// <summary>What the notification shows. <c>offline_push_config_desc</c>.</summary>
    [JsonPropertyName("offline_push_config_desc")]
    public string? Desc { get; init; }

    /// <summary>Data for the app that gets it. <c>offline_push_config_ext</c>.</summary>
    [JsonPropertyName("offline_push_config_ext")]
    public string? Ext { get; init; }

    /// <summary>Whether it is pushed. <c>offline_push_config_flag</c>.</summary>
    [JsonPropertyName("offline_push_config_flag")]
    public OfflinePushFlag? Flag { get; init; }

    /// <summary>What concerns iOS only. <c>offline_push_config_ios_config</c>.</summary>
    [JsonPropertyName("offline_push_config_ios_config")]
    public IosOfflinePush? Ios { get; init; }

    /// <summary>What concerns Android only. <c>offline_push_config_android_config</c>.</summary>
    [JsonPropertyName("offline_push_config_android_config")]
    public AndroidOfflinePush? Android { get; init; }

    /// <summary>What concerns HarmonyOS only. <c>offline_push_config_harmony_config</c>.</summary>
    [JsonPropertyName("offline_push_config_harmony_config")]
    public HarmonyOfflinePush? Harmony { get; init; }
}
