namespace RxTim;

/// <summary>What a tap on a pushed notification does: <c>android_offline_push_config_notify_mode</c>, Tencent's
/// <c>TIMAndroidOfflinePushNotifyMode</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum AndroidNotifyMode
{
    /// <summary>Starts the app. <c>kTIMAndroidOfflinePushNotifyMode_Normal</c>.</summary>
    Normal = 0,

    /// <summary>Calls the app back. <c>kTIMAndroidOfflinePushNotifyMode_Custom</c>.</summary>
    Custom = 1,
}
