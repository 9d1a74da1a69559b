namespace RxTim;

/// <summary>Sees one call leave and come back. It never throws.</summary>
internal interface ICallWatch
{
    /// <summary>Hands the call over to the transport: now is when it leaves.</summary>
    void Send(IMsgBatchTransport transport, MsgBatchCall call);

    /// <summary>Results arrived. Called inside the send's lock, so it takes note and returns.</summary>
    void Take(ReadOnlySpan<MsgBatchSendResult> results);

    /// <summary>The call is over: each identifier has its result, or nobody waits any longer. Called outside the lock, maybe more than
    /// once, and maybe for a call that never left.</summary>
    void Over();
}
