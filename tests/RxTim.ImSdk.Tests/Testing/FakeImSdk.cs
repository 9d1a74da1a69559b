using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RxTim.ImSdk.Tests;

/// <summary>
/// A native library whose functions are managed: what is behind them is the test's. Only the newest one is called, for the functions
/// are static.
/// </summary>
internal sealed unsafe class FakeImSdk : IDisposable
{
    private static FakeImSdk? Current;

    public FakeImSdk(Func<FakeRequest, int>? onSend = null)
    {
        Current = this;
        OnSend = onSend ?? (_ => 0);
        Library = new ImSdkLibrary(Exports);
    }

    public ImSdkExports Exports { get; } = new()
    {
        Init = &Init,
        SetConfig = &SetConfig,
        Uninit = &Uninit,
        GetVersion = &GetVersion,
        Login = &Login,
        Logout = &Logout,
        GetLoginStatus = &GetLoginStatus,
        MsgBatchSend = &MsgBatchSend,
        MsgFindByMsgLocatorList = &MsgFindByMsgLocatorList,
        MsgRevoke = &MsgRevoke,
    };

    /// <summary>The functions of a library that takes no messages back.</summary>
    public ImSdkExports WithoutRevoke { get; } = new()
    {
        Init = &Init,
        SetConfig = &SetConfig,
        Uninit = &Uninit,
        GetVersion = &GetVersion,
        Login = &Login,
        Logout = &Logout,
        GetLoginStatus = &GetLoginStatus,
        MsgBatchSend = &MsgBatchSend,
    };

    public ImSdkLibrary Library { get; }

    /// <summary>What TIMMsgBatchSend does and returns.</summary>
    public Func<FakeRequest, int> OnSend { get; set; }

    /// <summary>What TIMLogin and TIMLogout do and return; the login's request has "user sig" for its JSON.</summary>
    public Func<FakeRequest, int> OnLogin { get; set; } = _ => 0;

    /// <summary>What TIMMsgFindByMsgLocatorList does and returns.</summary>
    public Func<string, FakeRequest, int> OnFind { get; set; } = (_, _) => 0;

    /// <summary>What TIMMsgRevoke does and returns.</summary>
    public Func<string, FakeRequest, int> OnRevoke { get; set; } = (_, _) => 0;

    public Func<ulong, string, int> OnInit { get; set; } = (_, _) => 0;

    /// <summary>What TIMSetConfig was given.</summary>
    public List<string> Configs { get; } = [];

    public Func<int> OnUninit { get; set; } = () => 0;

    public TIMLoginStatus Status { get; set; } = TIMLoginStatus.LoggedOut;

    public int Pending => PendingRequests.Count(Library);

    public void Dispose() => Library.Dispose();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Init(ulong sdkAppId, byte* config) => Current!.OnInit(sdkAppId, Marshal.PtrToStringUTF8((nint)config)!);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SetConfig(byte* config, TIMCommCallback callback, nint userData)
    {
        Current!.Configs.Add(Marshal.PtrToStringUTF8((nint)config)!);
        new FakeRequest(callback, userData, "").CallBack(0, "", "");
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Uninit() => Current!.OnUninit();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetVersion()
    {
        fixed (byte* text = "8.0.1 ü\0"u8)
            return text;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Login(byte* user, byte* sig, TIMCommCallback callback, nint userData) =>
        Current!.OnLogin(new FakeRequest(
            callback, userData, $"{Marshal.PtrToStringUTF8((nint)user)} {Marshal.PtrToStringUTF8((nint)sig)}"));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Logout(TIMCommCallback callback, nint userData) =>
        Current!.OnLogin(new FakeRequest(callback, userData, ""));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetLoginStatus() => (int)Current!.Status;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MsgBatchSend(byte* json, TIMCommCallback callback, nint userData) =>
        Current!.OnSend(new FakeRequest(callback, userData, Marshal.PtrToStringUTF8((nint)json)!));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MsgFindByMsgLocatorList(byte* conversation, int type, byte* json, TIMCommCallback callback, nint userData) =>
        Current!.OnFind(Of(conversation, type), new FakeRequest(callback, userData, Marshal.PtrToStringUTF8((nint)json)!));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int MsgRevoke(byte* conversation, int type, byte* json, TIMCommCallback callback, nint userData) =>
        Current!.OnRevoke(Of(conversation, type), new FakeRequest(callback, userData, Marshal.PtrToStringUTF8((nint)json)!));

    private static string Of(byte* conversation, int type) => $"{Marshal.PtrToStringUTF8((nint)conversation)}/{type}";
}
