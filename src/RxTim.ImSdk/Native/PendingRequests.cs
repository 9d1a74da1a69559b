using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RxTim.ImSdk;

/// <summary>
/// All requests of the process that the native library may still call back for, and the one function that it calls back. The library
/// carries a number, not a pointer or a handle: a value that comes twice, too late or from elsewhere is not in the table, and does nothing.
/// </summary>
internal static unsafe class PendingRequests
{
    private static readonly ConcurrentDictionary<nint, PendingRequest> Requests = new();

    // No id is given twice within 2^62 requests. In a process of 64 bits the first ids are no addresses that user code can have (their
    // upper 16 bits are zero), so that a foreign pointer is not mistaken for one.
    private static nint LastId = unchecked((nint)0x5278_0000_0000_0000);

    /// <summary>The <c>TIMCommCallback</c> for every request.</summary>
    public static TIMCommCallback Callback => &OnCallback;

    public static void Add(PendingRequest request)
    {
        do
            request.Id = NextId();
        while (!Requests.TryAdd(request.Id, request));
    }

    public static void Remove(nint id) => Requests.TryRemove(id, out _);

    public static bool Contains(nint id) => Requests.ContainsKey(id);

    public static int Count(object owner) => Requests.Values.Count(request => request.Owner == owner);

    /// <summary>Takes out the requests that are meant and ends them.</summary>
    public static void Stop(Predicate<PendingRequest> meant, int code, string desc)
    {
        foreach (var (id, request) in Requests)
        {
            if (meant(request) && Requests.TryRemove(id, out _))
                request.Stop(code, desc);
        }
    }

    private static nint NextId() => nint.Size == sizeof(long)
        ? (nint)Interlocked.Increment(ref Unsafe.As<nint, long>(ref LastId))
        : Interlocked.Increment(ref Unsafe.As<nint, int>(ref LastId));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnCallback(int code, byte* desc, byte* json, nint userData)
    {
        if (!Requests.TryGetValue(userData, out var request))
            return;
        try
        {
            request.OnCallback(code, Marshal.PtrToStringUTF8((nint)desc), MemoryMarshal.CreateReadOnlySpanFromNullTerminated(json));
        }
        catch (Exception thrown)
        {
            // The caller is native: an exception that reached it would end the process.
            request.Fail(thrown);
        }
    }
}
