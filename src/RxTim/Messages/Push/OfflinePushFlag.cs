namespace RxTim;

/// <summary>Whether a message is pushed to users who are offline: <c>offline_push_config_flag</c>, Tencent's
/// <c>TIMOfflinePushFlag</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum OfflinePushFlag
{
    /// <summary>By the app's rules. <c>kTIMOfflinePushFlag_Default</c>.</summary>
    Default = 0,

    /// <summary>Never. <c>kTIMOfflinePushFlag_NoPush</c>.</summary>
    NoPush = 1,
}
