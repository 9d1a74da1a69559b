namespace RxTim;

/// <summary>What a conversation is between: <c>message_conv_type</c>, Tencent's <c>TIMConvType</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum ConvType
{
    /// <summary>No conversation. <c>kTIMConv_Invalid</c>.</summary>
    Invalid = 0,

    /// <summary>Two users. <c>kTIMConv_C2C</c>.</summary>
    C2C = 1,

    /// <summary>A group. <c>kTIMConv_Group</c>.</summary>
    Group = 2,

    /// <summary>The system and a user; no longer in use. <c>kTIMConv_System</c>.</summary>
    System = 3,
}
