using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>How a message is pushed to Android: <c>AndroidOfflinePushConfig</c> of the SDK's header
/// <c>TIMOfflinePushManager.h</c>.</summary>
public sealed record AndroidOfflinePush : WireObject
{
    /// <summary>The notification's title. <c>android_offline_push_config_title</c>.</summary>
    [JsonPropertyName("android_offline_push_config_title")]
    public string? Title { get; init; }

    /// <summary>The notification's sound: a file in the app's folder <c>raw</c>, without its extension.
    /// <c>android_offline_push_config_sound</c>.</summary>
    [JsonPropertyName("android_offline_push_config_sound")]
    public string? Sound { get; init; }

    /// <summary>What a tap on it does. <c>android_offline_push_config_notify_mode</c>.</summary>
    [JsonPropertyName("android_offline_push_config_notify_mode")]
    public AndroidNotifyMode? NotifyMode { get; init; }

    /// <summary>On VIVO: 0 for marketing, 1 for the system; superseded by <see cref="VivoCategory"/>.
    /// <c>android_offline_push_config_vivo_classification</c>.</summary>
    [JsonPropertyName("android_offline_push_config_vivo_classification")]
    public long? VivoClassification { get; init; }

    /// <summary>On VIVO: the category. <c>android_offline_push_config_vivo_category</c>.</summary>
    [JsonPropertyName("android_offline_push_config_vivo_category")]
    public string? VivoCategory { get; init; }

    /// <summary>On OPPO, Android 8 and up: the channel, without which nothing is shown.
    /// <c>android_offline_push_config_oppo_channel_id</c>.</summary>
    [JsonPropertyName("android_offline_push_config_oppo_channel_id")]
    public string? OppoChannelId { get; init; }

    /// <summary>On Xiaomi, Android 8 and up: the channel. <c>android_offline_push_config_xiaomi_channel_id</c>.</summary>
    [JsonPropertyName("android_offline_push_config_xiaomi_channel_id")]
    public string? XiaomiChannelId { get; init; }

    /// <summary>On FCM, Android 8 and up: the channel. <c>android_offline_push_config_fcm_channel_id</c>.</summary>
    [JsonPropertyName("android_offline_push_config_fcm_channel_id")]
    public string? FcmChannelId { get; init; }

    /// <summary>On Huawei: the category. <c>android_offline_push_config_huawei_category</c>.</summary>
    [JsonPropertyName("android_offline_push_config_huawei_category")]
    public string? HuaweiCategory { get; init; }

    /// <summary>On Huawei: a picture, an HTTPS address, under 512 kB. <c>android_offline_push_config_huawei_image</c>.</summary>
    [JsonPropertyName("android_offline_push_config_huawei_image")]
    public string? HuaweiImage { get; init; }

    /// <summary>On Honor: a picture, an HTTPS address, under 100 kB. <c>android_offline_push_config_honor_image</c>.</summary>
    [JsonPropertyName("android_offline_push_config_honor_image")]
    public string? HonorImage { get; init; }

    /// <summary>On FCM: a picture, an HTTPS address, under 1 MB. <c>android_offline_push_config_fcm_image</c>.</summary>
    [JsonPropertyName("android_offline_push_config_fcm_image")]
    public string? FcmImage { get; init; }

    /// <summary>On Honor: the class of the notification, <c>LOW</c> for marketing or <c>NORMAL</c>.
    /// <c>android_offline_push_config_honor_importance</c>; REST: <c>HonorImportance</c>.</summary>
    [JsonPropertyName("android_offline_push_config_honor_importance")]
    public string? HonorImportance { get; init; }

    /// <summary>On Huawei, Android 8 and up: the channel. REST: <c>HuaWeiChannelID</c>; the SDK has no key for it, and
    /// <c>android_offline_push_config_huawei_channel_id</c> is RxTim's own.</summary>
    [JsonPropertyName("android_offline_push_config_huawei_channel_id")]
    public string? HuaweiChannelId { get; init; }

    /// <summary>On Huawei: the class of the notification, <c>LOW</c> or <c>NORMAL</c>. REST: <c>HuaWeiImportance</c>; the SDK has no key
    /// for it, and <c>android_offline_push_config_huawei_importance</c> is RxTim's own.</summary>
    [JsonPropertyName("android_offline_push_config_huawei_importance")]
    public string? HuaweiImportance { get; init; }

    /// <summary>On Huawei, where a tap opens a page of the app: whether <see cref="OfflinePush.Ext"/> comes as a parameter of the intent,
    /// and not of its action. REST: <c>ExtAsHuaweiIntentParam</c>, 1 or 0; the SDK has no key for it, and
    /// <c>android_offline_push_config_huawei_ext_as_intent_param</c> is RxTim's own.</summary>
    [JsonPropertyName("android_offline_push_config_huawei_ext_as_intent_param")]
    public bool? HuaweiExtAsIntentParam { get; init; }

    /// <summary>How the notification looks: 0 as usual, 1 with much text. REST: <c>PushStyle</c>; the SDK has no key for it, and
    /// <c>android_offline_push_config_push_style</c> is RxTim's own.</summary>
    [JsonPropertyName("android_offline_push_config_push_style")]
    public long? PushStyle { get; init; }

    /// <summary>On OPPO: the category of a classified message. <c>android_offline_push_config_oppo_category</c>; REST:
    /// <c>OPPOCategory</c>.</summary>
    [JsonPropertyName("android_offline_push_config_oppo_category")]
    public string? OppoCategory { get; init; }

    /// <summary>On OPPO: how strongly it is announced, a number of OPPO's; goes with <see cref="OppoCategory"/>.
    /// <c>android_offline_push_config_oppo_notify_level</c>; REST: <c>OPPONotifyLevel</c>.</summary>
    [JsonPropertyName("android_offline_push_config_oppo_notify_level")]
    public long? OppoNotifyLevel { get; init; }

    /// <summary>On Meizu: what kind of notification it is: 0 for all, 1 for a private message.
    /// <c>android_offline_push_config_meizu_notify_type</c>; REST: <c>MeiZuNoticeMsgType</c>.</summary>
    [JsonPropertyName("android_offline_push_config_meizu_notify_type")]
    public long? MeizuNotifyType { get; init; }
}
