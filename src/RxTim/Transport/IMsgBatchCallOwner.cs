namespace RxTim;

/// <summary>
/// Who makes a call by hand and waits for its results: a transport's unit test, or a transport that passes a call on to another one and
/// looks at the results, or changes them, before it reports them on the call that it was given.
/// </summary>
/// <remarks>Called on the threads that report, outside all locks and never by two at a time: a report that comes meanwhile is told by the
/// thread that is at it. What it throws goes to <see cref="TimClient.UnhandledException"/>.</remarks>
public interface IMsgBatchCallOwner
{
    /// <summary>Takes results as they arrive. Each identifier of the call comes once at most.</summary>
    /// <param name="call">The call.</param>
    /// <param name="results">At least one result, in the order in which they were reported.</param>
    void OnResults(MsgBatchCall call, IReadOnlyList<MsgBatchSendResult> results);

    /// <summary>The transport said that no call can succeed: <see cref="MsgBatchCall.Stop"/>, or <see cref="MsgBatchCall.Refuse"/> with a
    /// code that holds for every call. No result follows.</summary>
    /// <param name="call">The call.</param>
    /// <param name="code">Why.</param>
    /// <param name="desc">The same in words.</param>
    /// <param name="isRefused">Whether nothing was sent to the identifiers without a result; else nobody knows.</param>
    void OnStopped(MsgBatchCall call, int code, string desc, bool isRefused);

    /// <summary>The backend asks not to be called for a time (<see cref="MsgBatchCall.PauseFor"/>).</summary>
    /// <param name="call">The call.</param>
    /// <param name="pause">How long.</param>
    void OnPause(MsgBatchCall call, TimeSpan pause)
    {
    }
}
