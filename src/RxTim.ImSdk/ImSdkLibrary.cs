using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RxTim.ImSdk;

/// <summary>
/// Tencent's native ImSDK (the C interface), loaded into this process: its start and end, its login, and a transport that sends
/// through it.
/// </summary>
/// <remarks>
/// <para>Safe to use from many threads. The native library has one state for the whole process, so that a second object for the same
/// file sees the same login; what matters is who calls <see cref="Init"/> and <see cref="Uninit"/>. An app whose own SDK has
/// initialised the library and logged in needs only <see cref="Load"/> and <see cref="Transport"/>.</para>
/// <para>The native library runs threads of its own and is never unloaded.</para>
/// </remarks>
public sealed unsafe class ImSdkLibrary : IDisposable
{
    internal const string DisposedText = "The ImSdkLibrary is disposed.";

    private static ReadOnlySpan<byte> ConsoleOn => "{\"set_config_is_log_output_console\":true}\0"u8;

    private static ReadOnlySpan<byte> ConsoleOff => "{\"set_config_is_log_output_console\":false}\0"u8;

    private int disposed;

    // Whether Init was called here, so that it is for Dispose to undo it.
    private volatile bool initialised;

    internal ImSdkLibrary(ImSdkExports exports)
    {
        Exports = exports;
        Transport = new ImSdkTransport(this);
        Withdrawal = new ImSdkWithdrawal(this);
    }

    /// <summary>
    /// Sends through the native library. At most 1,000 identifiers of a client are in flight, for the library answers 9507 beyond;
    /// clients that share the library share that number among them. Without <see cref="Init"/> each user's result says 6013, without a
    /// login 6014; a message over 12 kB is refused by the backend with 8001.
    /// </summary>
    public IMsgBatchTransport Transport { get; }

    /// <summary>
    /// Takes messages back that the user who is logged in sent, for as long as the app allows, which is 2 minutes unless its console says
    /// more. A message is looked up first, by its key: one that the library does not find fails with 20022
    /// (<see cref="TimErrorCodes.MessageNotFound"/>). <c>TIMMsgFindByMsgLocatorList</c> and <c>TIMMsgRevoke</c>
    /// </summary>
    public IMessageWithdrawal Withdrawal { get; }

    /// <summary>The native library's version, such as <c>8.0.5903</c>. <c>TIMGetSDKVersion</c></summary>
    public string Version => Marshal.PtrToStringUTF8((nint)Exports.GetVersion()) ?? "";

    /// <summary>Whether a user is logged in. <c>TIMGetLoginStatus</c></summary>
    public TIMLoginStatus LoginStatus => (TIMLoginStatus)Exports.GetLoginStatus();

    internal ImSdkExports Exports { get; }

    internal bool IsDisposed => Volatile.Read(ref disposed) != 0;

    /// <summary>Loads the native library. It opens nothing and starts nothing before <see cref="Init"/>.</summary>
    /// <param name="path">The library's file, or the directory in which it has the name that Tencent gives it:
    /// <c>libImSDK.so</c> (<c>libImSDK_arm64.so</c>), <c>ImSDK.dll</c>, <c>ImSDKForMac.dylib</c> or <c>ImSDKForMac.framework</c>.</param>
    /// <returns>The library.</returns>
    /// <exception cref="DllNotFoundException">There is no library there, or it is none for this platform.</exception>
    /// <exception cref="EntryPointNotFoundException">The library lacks a function that is needed; the message names it.</exception>
    public static ImSdkLibrary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new ImSdkLibrary(ImSdkExports.Load(ImSdkFile.Find(path)));
    }

    /// <summary>
    /// Initialises the native library; from here on it keeps a connection to Tencent's servers. The work is done on the library's own
    /// thread: a send in the first moments may still be answered with 6013, a login waits its turn. <c>TIMInit</c>
    /// </summary>
    /// <param name="sdkAppId">The app's number in Tencent's console (SDKAppID).</param>
    /// <param name="configFilePath">A directory for the library's own files; its default if null.
    /// <c>sdk_config_config_file_path</c></param>
    /// <param name="logFilePath">A directory for its logs; its default if null. <c>sdk_config_log_file_path</c></param>
    /// <param name="logToConsole">Whether its log goes to standard output too, where a program's own output stands. One line does in
    /// any case: the log's version. <c>set_config_is_log_output_console</c></param>
    /// <returns><see cref="TIMResult.Succ"/>, also if it is initialised already; else why not.</returns>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public TIMResult Init(ulong sdkAppId, string? configFilePath = null, string? logFilePath = null, bool logToConsole = false)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        // Before TIMInit, for it writes to the log itself. Nobody waits for the callback, and so its number is none of ours.
        fixed (byte* config = logToConsole ? ConsoleOn : ConsoleOff)
            Exports.SetConfig(config, PendingRequests.Callback, 0);
        TIMResult result;
        fixed (byte* config = Config(configFilePath, logFilePath))
            result = (TIMResult)Exports.Init(sdkAppId, config);
        if (result == TIMResult.Succ)
            initialised = true;
        return result;
    }

    /// <summary>
    /// Ends the native library's work. It forgets the callbacks of what is pending: sends end with a <see cref="TimException"/> of
    /// code 7009 that lists their unanswered identifiers, as do a login and a logout. <c>TIMUninit</c>
    /// </summary>
    /// <returns><see cref="TIMResult.Succ"/>, also if it is not initialised; else why not, and then nothing has ended.</returns>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public TIMResult Uninit()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return UninitExports();
    }

    /// <summary>Logs a user in. <c>TIMLogin</c></summary>
    /// <param name="userId">The user's identifier.</param>
    /// <param name="userSig">The user's ticket (UserSig).</param>
    /// <param name="cancellationToken">Ends the waiting; the library goes on with the login until <see cref="LogoutAsync"/>.</param>
    /// <returns>A task that ends when the user is logged in. It fails with a <see cref="TimException"/>: 6206 or 70001 for a ticket that
    /// has expired, 6013 without <see cref="Init"/>, 7009 after <see cref="Uninit"/>, a <see cref="TIMResult"/> where negative.</returns>
    /// <exception cref="ArgumentException">A text is null, or has a zero character or half a surrogate pair.</exception>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public Task LoginAsync(string userId, string userSig, CancellationToken cancellationToken = default)
    {
        var user = NativeText.Encode(userId, nameof(userId));
        var sig = NativeText.Encode(userSig, nameof(userSig));
        return Begin(
            "login",
            id =>
            {
                fixed (byte* userPinned = user, sigPinned = sig)
                    return Exports.Login(userPinned, sigPinned, PendingRequests.Callback, id);
            },
            cancellationToken);
    }

    /// <summary>Logs the user out. <c>TIMLogout</c></summary>
    /// <param name="cancellationToken">Ends the waiting, not the logout.</param>
    /// <returns>A task that ends when the user is logged out. It fails as <see cref="LoginAsync"/> does.</returns>
    /// <exception cref="ObjectDisposedException">This object is disposed.</exception>
    public Task LogoutAsync(CancellationToken cancellationToken = default) =>
        Begin("logout", id => Exports.Logout(PendingRequests.Callback, id), cancellationToken);

    /// <summary>
    /// Ends what is pending here with code 7009, as <see cref="Uninit"/> does, which it calls if <see cref="Init"/> was called here.
    /// Later sends are refused with <see cref="TIMResult.ErrSdkUninit"/>.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        if (initialised)
            UninitExports();
        PendingRequests.Stop(
            request => request.Owner == this, TimErrorCodes.Interrupted, "The ImSdkLibrary was disposed before ImSDK had answered.");
    }

    private TIMResult UninitExports()
    {
        var result = (TIMResult)Exports.Uninit();
        if (result != TIMResult.Succ)
            return result;
        initialised = false;
        PendingRequests.Stop(
            request => request.Exports == Exports, TimErrorCodes.Interrupted, "ImSDK was uninitialised before it had answered.");
        return result;
    }

    /// <summary>Asks the native library for something that it answers once.</summary>
    /// <returns>The answer's JSON.</returns>
    internal Task<byte[]> Begin(string name, Func<nint, int> call, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<byte[]>(cancellationToken);
        var pending = new PendingOperation(this, Exports, name);
        PendingRequests.Add(pending);
        if (IsDisposed)
        {
            PendingRequests.Remove(pending.Id);
            throw new ObjectDisposedException(nameof(ImSdkLibrary));
        }
        var result = call(pending.Id);
        if (result != 0)
            pending.Refuse(result, null);
        return pending.WaitAsync(cancellationToken);
    }

    private static byte[] Config(string? configFilePath, string? logFilePath)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (configFilePath is not null)
                writer.WriteString("sdk_config_config_file_path"u8, configFilePath);
            if (logFilePath is not null)
                writer.WriteString("sdk_config_log_file_path"u8, logFilePath);
            writer.WriteEndObject();
        }
        json.Write("\0"u8);
        return json.WrittenSpan.ToArray();
    }
}
