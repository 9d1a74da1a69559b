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

    /// <summary>How much the notification may disturb, iOS 15 and up: <c>passive</c>, <c>active</c>, <c>time-sensitive</c> or
    /// <c>critical</c>. <c>ios_offline_push_config_interruption_level</c>; REST: <c>InterruptionLevel</c>.</summary>
    [JsonPropertyName("ios_offline_push_config_interruption_level")]
    public string? InterruptionLevel { get; init; }

    /// <summary>Whether the app is woken in the background and gets <see cref="OfflinePush.Ext"/>.
    /// <c>ios_offline_push_config_enable_background_notification</c>; REST: <c>ContentAvailable</c>, 1 or 0.</summary>
    [JsonPropertyName("ios_offline_push_config_enable_background_notification")]
    public bool? EnableBackgroundNotification { get; init; }

    /// <summary>The notification's second title. REST: <c>SubTitle</c>; the SDK has no key for it, and
    /// <c>ios_offline_push_config_subtitle</c> is RxTim's own.</summary>
    [JsonPropertyName("ios_offline_push_config_subtitle")]
    public string? Subtitle { get; init; }

    /// <summary>Whether the app's push extension may change the notification before it is shown; always so with an <see cref="Image"/>
    /// unless this is <see langword="false"/>. REST: <c>MutableContent</c>, 1 or 0; the SDK has no key for it, and
    /// <c>ios_offline_push_config_mutable_content</c> is RxTim's own.</summary>
    [JsonPropertyName("ios_offline_push_config_mutable_content")]
    public bool? MutableContent { get; init; }
}
