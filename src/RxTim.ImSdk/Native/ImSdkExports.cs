using System.Runtime.InteropServices;

namespace RxTim.ImSdk;

/// <summary>
/// The functions of one native ImSDK, as in the headers <c>TIMManager.h</c> and <c>TIMMessageManager.h</c>. Two tables are the same
/// library only if they are the same object. All text is UTF-8 that ends with a zero byte.
/// </summary>
internal sealed unsafe class ImSdkExports
{
    private static readonly Dictionary<string, ImSdkExports> Loaded = [];

    /// <summary><c>int TIMInit(uint64_t sdk_app_id, const char* json_sdk_config)</c></summary>
    public required delegate* unmanaged[Cdecl]<ulong, byte*, int> Init { get; init; }

    /// <summary><c>int TIMSetConfig(const char* json_config, TIMCommCallback cb, const void* user_data)</c></summary>
    public required delegate* unmanaged[Cdecl]<byte*, TIMCommCallback, nint, int> SetConfig { get; init; }

    /// <summary><c>int TIMUninit(void)</c></summary>
    public required delegate* unmanaged[Cdecl]<int> Uninit { get; init; }

    /// <summary><c>const char* TIMGetSDKVersion(void)</c>; the text stays the library's.</summary>
    public required delegate* unmanaged[Cdecl]<byte*> GetVersion { get; init; }

    /// <summary><c>int TIMLogin(const char* user_id, const char* user_sig, TIMCommCallback cb, const void* user_data)</c></summary>
    public required delegate* unmanaged[Cdecl]<byte*, byte*, TIMCommCallback, nint, int> Login { get; init; }

    /// <summary><c>int TIMLogout(TIMCommCallback cb, const void* user_data)</c></summary>
    public required delegate* unmanaged[Cdecl]<TIMCommCallback, nint, int> Logout { get; init; }

    /// <summary><c>TIMLoginStatus TIMGetLoginStatus()</c></summary>
    public required delegate* unmanaged[Cdecl]<int> GetLoginStatus { get; init; }

    /// <summary><c>int TIMMsgBatchSend(const char* json_batch_send_param, TIMCommCallback cb, const void* user_data)</c>. Copies the
    /// JSON before it returns.</summary>
    public required delegate* unmanaged[Cdecl]<byte*, TIMCommCallback, nint, int> MsgBatchSend { get; init; }

    /// <summary><c>int TIMMsgFindByMsgLocatorList(const char* conv_id, enum TIMConvType conv_type, const char* json_msg_Locator_array,
    /// TIMCommCallback cb, const void* user_data)</c>; null in a library that lacks it.</summary>
    public delegate* unmanaged[Cdecl]<byte*, int, byte*, TIMCommCallback, nint, int> MsgFindByMsgLocatorList { get; init; }

    /// <summary><c>int TIMMsgRevoke(const char* conv_id, enum TIMConvType conv_type, const char* json_msg_param, TIMCommCallback cb,
    /// const void* user_data)</c>; null in a library that lacks it.</summary>
    public delegate* unmanaged[Cdecl]<byte*, int, byte*, TIMCommCallback, nint, int> MsgRevoke { get; init; }

    /// <summary>Loads a library file, once for the process: it keeps threads of its own and is never unloaded.</summary>
    /// <exception cref="DllNotFoundException">There is no such file, or it is no library for this platform.</exception>
    /// <exception cref="EntryPointNotFoundException">It lacks a function that is needed.</exception>
    public static ImSdkExports Load(string file)
    {
        lock (Loaded)
        {
            if (!Loaded.TryGetValue(file, out var exports))
                Loaded.Add(file, exports = Resolve(Open(file), file));
            return exports;
        }
    }

    private static nint Open(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception thrown) when (thrown is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"'{file}' cannot be loaded into this {RuntimeInformation.RuntimeIdentifier} process: {thrown.Message}", thrown);
        }
    }

    private static ImSdkExports Resolve(nint library, string file)
    {
        try
        {
            return new ImSdkExports
            {
                Init = (delegate* unmanaged[Cdecl]<ulong, byte*, int>)Find("TIMInit"),
                SetConfig = (delegate* unmanaged[Cdecl]<byte*, TIMCommCallback, nint, int>)Find("TIMSetConfig"),
                Uninit = (delegate* unmanaged[Cdecl]<int>)Find("TIMUninit"),
                GetVersion = (delegate* unmanaged[Cdecl]<byte*>)Find("TIMGetSDKVersion"),
                Login = (delegate* unmanaged[Cdecl]<byte*, byte*, TIMCommCallback, nint, int>)Find("TIMLogin"),
                Logout = (delegate* unmanaged[Cdecl]<TIMCommCallback, nint, int>)Find("TIMLogout"),
                GetLoginStatus = (delegate* unmanaged[Cdecl]<int>)Find("TIMGetLoginStatus"),
                MsgBatchSend = (delegate* unmanaged[Cdecl]<byte*, TIMCommCallback, nint, int>)Find("TIMMsgBatchSend"),
                MsgFindByMsgLocatorList =
                    (delegate* unmanaged[Cdecl]<byte*, int, byte*, TIMCommCallback, nint, int>)FindOrNull("TIMMsgFindByMsgLocatorList"),
                MsgRevoke = (delegate* unmanaged[Cdecl]<byte*, int, byte*, TIMCommCallback, nint, int>)FindOrNull("TIMMsgRevoke"),
            };
        }
        catch
        {
            NativeLibrary.Free(library);
            throw;
        }

        void* FindOrNull(string name) => NativeLibrary.TryGetExport(library, name, out var address) ? (void*)address : null;

        void* Find(string name) => NativeLibrary.TryGetExport(library, name, out var address)
            ? (void*)address
            : throw new EntryPointNotFoundException(
                $"'{file}' was loaded but has no function '{name}'. Is it Tencent's ImSDK with the C interface?");
    }
}
