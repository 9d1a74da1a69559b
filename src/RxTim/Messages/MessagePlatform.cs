namespace RxTim;

/// <summary>What a message was sent from: <c>message_platform</c>, Tencent's <c>TIMPlatform</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum MessagePlatform
{
    /// <summary>Not known. <c>kTIMPlatform_Other</c>.</summary>
    Other = 0,

    /// <summary>Windows. <c>kTIMPlatform_Windows</c>.</summary>
    Windows = 1,

    /// <summary>Android. <c>kTIMPlatform_Android</c>.</summary>
    Android = 2,

    /// <summary>iOS. <c>kTIMPlatform_IOS</c>.</summary>
    IOS = 3,

    /// <summary>macOS. <c>kTIMPlatform_Mac</c>.</summary>
    Mac = 4,

    /// <summary>The iOS simulator. <c>kTIMPlatform_Simulator</c>.</summary>
    Simulator = 5,
}
