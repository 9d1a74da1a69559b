using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace RxTim.ImSdk.Isolated;

/// <summary>The native library's functions without RxTim around them, to see what they do.</summary>
internal static unsafe class RawImSdk
{
    private static readonly ConcurrentDictionary<nint, ConcurrentQueue<RawCallback>> Received = new();

    private static long LastId;

    /// <summary>Calls <c>TIMMsgBatchSend</c>; what the callbacks bring is in the queue, now or later. The buffer is overwritten and
    /// freed as soon as the function has returned.</summary>
    public static (int Result, ConcurrentQueue<RawCallback> Callbacks) Send(ImSdkExports exports, string? json, bool withCallback = true)
    {
        var id = (nint)Interlocked.Increment(ref LastId);
        var callbacks = Received.GetOrAdd(id, static _ => new ConcurrentQueue<RawCallback>());
        var text = (byte*)Marshal.StringToCoTaskMemUTF8(json);
        var result = exports.MsgBatchSend(text, withCallback ? &OnCallback : null, id);
        if (json is not null)
            NativeMemory.Fill(text, (nuint)Encoding.UTF8.GetByteCount(json), (byte)'#');
        Marshal.FreeCoTaskMem((nint)text);
        return (result, callbacks);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCallback(int code, byte* desc, byte* json, nint userData) =>
        Received[userData].Enqueue(new(code, Marshal.PtrToStringUTF8((nint)json) ?? "", Environment.CurrentManagedThreadId));
}
