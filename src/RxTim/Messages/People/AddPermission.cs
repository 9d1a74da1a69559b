namespace RxTim;

/// <summary>Who may add a user as a friend: <c>user_profile_add_permission</c>, Tencent's <c>TIMProfileAddPermission</c>.</summary>
/// <remarks>A number that is not named here is kept as it is.</remarks>
public enum AddPermission
{
    /// <summary>Not known. <c>kTIMProfileAddPermission_Unknown</c>.</summary>
    Unknown = 0,

    /// <summary>Anyone. <c>kTIMProfileAddPermission_AllowAny</c>.</summary>
    AllowAny = 1,

    /// <summary>Anyone the user confirms. <c>kTIMProfileAddPermission_NeedConfirm</c>.</summary>
    NeedConfirm = 2,

    /// <summary>No one. <c>kTIMProfileAddPermission_DenyAny</c>.</summary>
    DenyAny = 3,
}
