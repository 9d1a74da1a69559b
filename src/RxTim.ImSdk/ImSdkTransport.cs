namespace RxTim.ImSdk;

/// <summary>Hands calls to the native library and lets its callbacks report on them.</summary>
/// <remarks>
/// <c>TIMMsgBatchSend</c> may do all its work before it returns (before <c>TIMInit</c> it does: some milliseconds a call). So calls go
/// to the thread pool, where they run in parallel while the send packs the next.
/// </remarks>
internal sealed class ImSdkTransport(ImSdkLibrary library) : IMsgBatchTransport
{
    private readonly CallQueue queue = new();

    // Measured with 8.0.5903 on two processors, per identifier. Before TIMInit: 35 to 41 µs in calls of 10 to 100, 45 of 200, 54 of 500,
    // 840 of 100,000, and twice that one call at a time. From TIMInit on one thread of the library does the work, and the number in
    // flight matters little: 110 to 150 µs in calls of 20 to 200, more below and above. So the calls are small, the first result is
    // there after some milliseconds, and together they fill what may be in flight, which counts once each identifier is a round trip.
    public MsgBatchLimits Limits { get; } = new()
    {
        BestIdentifiersPerCall = 50,
        BestCallsInFlight = 20,
        MaxIdentifiersInFlight = 1_000,
        // The headers say 1 MB: by either reading.
        MaxBytesPerCall = 1_000_000,
    };

    public void Send(MsgBatchCall call)
    {
        var pending = new PendingCall(library, library.Exports, call);
        PendingRequests.Add(pending);
        // After the adding, so that a disposal either sees the call in the table or is seen here.
        if (library.IsDisposed)
        {
            PendingRequests.Remove(pending.Id);
            call.Refuse((int)TIMResult.ErrSdkUninit, ImSdkLibrary.DisposedText);
            return;
        }
        queue.Add(pending);
    }
}
