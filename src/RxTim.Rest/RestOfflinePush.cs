using System.Text.Json;

namespace RxTim.Rest;

/// <summary>The SDK's offline push as REST's <c>OfflinePushInfo</c>.</summary>
/// <remarks>The title of Android is the title of all, for REST has none for Android alone; that of iOS goes before it there.</remarks>
internal static class RestOfflinePush
{
    /// <summary>Why it cannot be written; null if it can.</summary>
    public static string? Problem(OfflinePush? push)
    {
        if (push is null)
            return null;
        return RestMessage.UnknownKey(push)
            ?? RestMessage.UnknownKey(push.Ios)
            ?? RestMessage.UnknownKey(push.Android)
            ?? (push.Flag is null or OfflinePushFlag.Default or OfflinePushFlag.NoPush
                ? null
                : "offline_push_config_flag is neither 0 nor 1")
            ?? (push.Ios?.PushType is null or IosOfflinePushType.Apns or IosOfflinePushType.Voip
                ? null
                : "ios_offline_push_config_push_type is neither 0 nor 1")
            ?? (push.Android?.NotifyMode is null or AndroidNotifyMode.Normal
                ? null
                : "OfflinePushInfo has nothing for android_offline_push_config_notify_mode other than 0");
    }

    /// <summary>Writes one that has no problem.</summary>
    public static void Write(Utf8JsonWriter json, OfflinePush push)
    {
        json.WriteStartObject();
        json.Property("PushFlag", (long?)push.Flag);
        json.Property("Title", push.Android?.Title);
        json.Property("Desc", push.Desc);
        json.Property("Ext", push.Ext);
        if (push.Android is not null)
            Write(json, push.Android);
        if (push.Ios is not null)
            Write(json, push.Ios);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AndroidOfflinePush android)
    {
        json.WriteStartObject("AndroidInfo");
        json.Property("Sound", android.Sound);
        json.Property("VIVOClassification", android.VivoClassification);
        json.Property("VIVOCategory", android.VivoCategory);
        json.Property("OPPOChannelID", android.OppoChannelId);
        json.Property("XiaoMiChannelID", android.XiaomiChannelId);
        json.Property("GoogleChannelID", android.FcmChannelId);
        json.Property("HuaWeiChannelID", android.HuaweiChannelId);
        json.Property("HuaWeiImportance", android.HuaweiImportance);
        json.Property("HuaWeiCategory", android.HuaweiCategory);
        json.Property("HuaWeiImage", android.HuaweiImage);
        json.Property("ExtAsHuaweiIntentParam", Flag(android.HuaweiExtAsIntentParam));
        json.Property("HonorImage", android.HonorImage);
        json.Property("HonorImportance", android.HonorImportance);
        json.Property("GoogleImage", android.FcmImage);
        json.Property("PushStyle", android.PushStyle);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IosOfflinePush ios)
    {
        json.WriteStartObject("ApnsInfo");
        json.Property("Title", ios.Title);
        json.Property("SubTitle", ios.Subtitle);
        json.Property("Sound", ios.Sound);
        json.Property("BadgeMode", Flag(ios.IgnoreBadge));
        json.Property("InterruptionLevel", ios.InterruptionLevel);
        json.Property("ContentAvailable", Flag(ios.EnableBackgroundNotification));
        if (ios.PushType == IosOfflinePushType.Voip)
            json.Property("IsVoipPush", 1);
        var hasImage = !string.IsNullOrEmpty(ios.Image);
        if (hasImage)
            json.Property("Image", ios.Image);
        // The app shows the picture in its push extension, which iOS starts only for content that may be changed.
        json.Property("MutableContent", Flag(ios.MutableContent ?? (hasImage ? true : null)));
        json.WriteEndObject();
    }

    private static long? Flag(bool? set) => set is null ? null : set.Value ? 1 : 0;
}
