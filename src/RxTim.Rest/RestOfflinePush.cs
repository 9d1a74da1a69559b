using System.Text.Json;

namespace RxTim.Rest;

/// <summary>The SDK's offline push as REST's <c>OfflinePushInfo</c>.</summary>
/// <remarks>REST has no title for Android alone, so where Android has one it stands as the title of all, and the title of all goes to iOS and
/// HarmonyOS, which have their own.</remarks>
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
            ?? RestMessage.UnknownKey(push.Harmony)
            ?? (push.Flag is null or OfflinePushFlag.Default or OfflinePushFlag.NoPush
                ? null
                : "offline_push_config_flag is neither 0 nor 1")
            ?? (push.Ios?.PushType is null or IosOfflinePushType.Apns or IosOfflinePushType.Voip
                ? null
                : "ios_offline_push_config_push_type is neither 0 nor 1")
            ?? (push.Android?.NotifyMode is null or AndroidNotifyMode.Normal
                ? null
                : "OfflinePushInfo has nothing for android_offline_push_config_notify_mode other than 0")
            ?? (push.Harmony?.IgnoreBadge is null or false
                ? null
                : "OfflinePushInfo has nothing for harmony_offline_push_config_ignore_badge");
    }

    /// <summary>Writes one that has no problem.</summary>
    public static void Write(Utf8JsonWriter json, OfflinePush push)
    {
        var isAndroids = !string.IsNullOrEmpty(push.Android?.Title);
        var others = isAndroids ? push.Title : null;
        json.WriteStartObject();
        json.Property("PushFlag", (long?)push.Flag);
        json.Property("Title", isAndroids ? push.Android!.Title : push.Title);
        json.Property("Desc", push.Desc);
        json.Property("Ext", push.Ext);
        if (push.Android is not null)
            Write(json, push.Android);
        if (push.Ios is not null || others is not null)
            Write(json, push.Ios ?? new IosOfflinePush(), others);
        if (push.Harmony is not null || others is not null)
            Write(json, push.Harmony ?? new HarmonyOfflinePush(), others);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AndroidOfflinePush android)
    {
        json.WriteStartObject("AndroidInfo");
        json.Property("Sound", android.Sound);
        json.Property("VIVOClassification", android.VivoClassification);
        json.Property("VIVOCategory", android.VivoCategory);
        json.Property("OPPOChannelID", android.OppoChannelId);
        json.Property("OPPOCategory", android.OppoCategory);
        json.Property("OPPONotifyLevel", android.OppoNotifyLevel);
        json.Property("MeiZuNoticeMsgType", android.MeizuNotifyType);
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

    private static void Write(Utf8JsonWriter json, HarmonyOfflinePush harmony, string? title)
    {
        json.WriteStartObject("HarmonyInfo");
        json.Property("Title", Either(harmony.Title, title));
        json.Property("Category", harmony.Category);
        json.Property("Image", harmony.Image);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IosOfflinePush ios, string? title)
    {
        json.WriteStartObject("ApnsInfo");
        json.Property("Title", Either(ios.Title, title));
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

    private static string? Either(string? own, string? all) => string.IsNullOrEmpty(own) ? all ?? own : own;

    private static long? Flag(bool? set) => set is null ? null : set.Value ? 1 : 0;
}
