using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>How a message is pushed to iOS: <c>IOSOfflinePushConfig</c> of the SDK's header <c>TIMOfflinePushManager.h</c>.</summary>
public sealed record IosOfflinePush : WireObject
{
    /// <summary>The notification's title. <c>ios_offline_push_config_title</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_title")]
    public string? Title { get; init; }

    /// <summary>The notification's sound: a file of the app, <c>default</c>, or <c>push.no_sound</c> for none.
    /// <c>ios_offline_push_config_sound</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_sound")]
    public string? Sound { get; init; }

    /// <summary>Whether the app's badge does not count it. <c>ios_offline_push_config_ignore_badge</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_ignore_badge")]
    public bool? IgnoreBadge { get; init; }

    /// <summary>By which service it goes. <c>ios_offline_push_config_push_type</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_push_type")]
    public IosOfflinePushType? PushType { get; init; }

    /// <summary>A picture in the notification: an HTTPS address, up to 10 MB. <c>ios_offline_push_config_image</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_image")]
    public string? Image { get; init; }

    /// <summary>How much it interrupts, one of Apple's names: <c>passive</c>, <c>active</c>, <c>time-sensitive</c>, <c>critical</c>.
    /// <c>ios_offline_push_config_interruption_level</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_interruption_level")]
    public string? InterruptionLevel { get; init; }

    /// <summary>Whether it also wakes the app in the background. <c>ios_offline_push_config_enable_background_notification</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_enable_background_notification")]
    public bool? EnableBackgroundNotification { get; init; }
}
