namespace RxTim.ImSdk;

/// <summary>Whether a user is logged in to the native library (<c>enum TIMLoginStatus</c> of its C header).</summary>
public enum TIMLoginStatus
{
    /// <summary>A user is logged in. <c>kTIMLoginStatus_Logined</c></summary>
    LoggedIn = 1,

    /// <summary>A login is running. <c>kTIMLoginStatus_Logining</c></summary>
    LoggingIn = 2,

    /// <summary>No user is logged in; also before <see cref="ImSdkLibrary.Init"/>. <c>kTIMLoginStatus_UnLogined</c></summary>
    LoggedOut = 3,

    /// <summary>A logout is running. <c>kTIMLoginStatus_Logouting</c></summary>
    LoggingOut = 4,
}
