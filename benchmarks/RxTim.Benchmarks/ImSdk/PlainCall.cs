using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RxTim.Benchmarks;

/// <summary>
/// One call of the native function with all identifiers, and nothing around it: the callback's array is not even read, so that all
/// time and memory are the library's.
/// </summary>
internal static unsafe class PlainCall
{
    private static readonly Stopwatch Time = new();
    private static TimeSpan First;
    private static long Bytes;

    public static (TimeSpan First, TimeSpan Total) Run(string path, MsgBatchSendParam param)
    {
        var library = NativeLibrary.Load(path);
        var send = (delegate* unmanaged[Cdecl]<byte*, TIMCommCallback, nint, int>)NativeLibrary.GetExport(library, "TIMMsgBatchSend");
        Call(send, Warmth.Param);
        Time.Restart();
        Call(send, param);
        var total = Time.Elapsed;
        if (Bytes < 100 * param.Identifiers.Count)
            throw new InvalidOperationException("The library did not answer inside the call.");
        return (First, total);
    }

    private static void Call(delegate* unmanaged[Cdecl]<byte*, TIMCommCallback, nint, int> send, MsgBatchSendParam param)
    {
        var json = Marshal.StringToCoTaskMemUTF8(param.ToJson());
        _ = send((byte*)json, &OnCallback, 0);
        Marshal.FreeCoTaskMem(json);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCallback(int code, byte* desc, byte* json, nint userData)
    {
        First = Time.Elapsed;
        Bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(json).Length;
    }
}
