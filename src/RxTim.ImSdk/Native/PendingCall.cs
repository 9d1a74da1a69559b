using System.Buffers;

namespace RxTim.ImSdk;

/// <summary>A call of a batch send, from its place in the queue to its last callback.</summary>
internal sealed unsafe class PendingCall(object owner, ImSdkExports exports, MsgBatchCall call) : PendingRequest(owner, exports)
{
    /// <summary>Hands the call to the native library, which may do all its work before this returns. Never throws.</summary>
    public void Run()
    {
        try
        {
            if (!call.IsOver && PendingRequests.Contains(Id))
                HandOver();
        }
        catch (Exception thrown)
        {
            Fail(thrown);
        }
        RemoveWhenOver();
    }

    public override void OnCallback(int code, string? desc, ReadOnlySpan<byte> utf8Json)
    {
        call.OnCallback(code, desc, utf8Json);
        // More callbacks may follow for the identifiers that have no result yet.
        if (call.IsOver)
            Remove();
    }

    public override void Fail(Exception exception)
    {
        Remove();
        call.Lose($"ImSDK's answer could not be taken: {exception.Message}", TimErrorCodes.ParseResponseFailed);
    }

    public override void Stop(int code, string desc) => call.Stop(code, desc);

    private void HandOver()
    {
        var json = new ArrayBufferWriter<byte>(4096);
        call.WriteJson(json);
        json.Write("\0"u8);
        int result;
        // The native library copies the JSON before it returns, so that it may move from then on.
        fixed (byte* pinned = json.WrittenSpan)
            result = Exports.MsgBatchSend(pinned, PendingRequests.Callback, Id);
        if (result == 0)
            return;
        Remove();
        call.Refuse(result, null);
    }

    // Aborted says it when the call is given up without an answer. It is asked for only where the answer is not there yet, and before
    // IsOver, so that a call that ends in between is seen by one of the two.
    private void RemoveWhenOver()
    {
        if (!call.IsOver)
            call.Aborted.UnsafeRegister(static pending => ((PendingCall)pending!).Remove(), this);
        if (call.IsOver)
            Remove();
    }
}
