namespace RxTim;

/// <summary>By which of Apple's services a push goes: <c>ios_offline_push_config_push_type</c>, Tencent's
/// <c>TIMIOSOfflinePushType</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum IosOfflinePushType
{
    /// <summary>An ordinary notification. <c>TIMIOSOfflinePushType_APNS</c>.</summary>
    Apns = 0,

    /// <summary>An incoming call. <c>TIMIOSOfflinePushType_VOIP</c>.</summary>
    Voip = 1,
}
