namespace RxTim;

/// <summary>
/// Turns anything that speaks the callback form into a transport, Tencent's own Unity SDK first:
/// <code>new CallbackTransport((json, callback) => TencentIMSDK.MsgBatchSend(FromJson(json), callback))</code>
/// </summary>
/// <remarks>
/// The callback may be called inside the call or later, on any thread, in one piece or several, twice, too late or never, with whatever
/// text: what RxTim makes of it is the stream contract. It never throws into the SDK.
/// </remarks>
public sealed class CallbackTransport : IMsgBatchTransport
{
    private readonly Func<string, ValueCallback<string>, TIMResult> msgBatchSend;

    // Null where the SDK may be called from any thread.
    private readonly ContextQueue? queue;

    /// <summary>Makes a transport with the limits of Tencent's SDK, 1,000 identifiers in flight and 1 MB a call, for an SDK that may be called
    /// from several threads at once.</summary>
    /// <param name="msgBatchSend">Hands a <c>MsgBatchSendParam</c> in JSON to the SDK. Anything but <see cref="TIMResult.Succ"/>
    /// refuses the call. An exception means that nobody knows whether it went out.</param>
    public CallbackTransport(Func<string, ValueCallback<string>, TIMResult> msgBatchSend)
        : this(msgBatchSend, OfTencent)
    {
    }

    /// <summary>Makes a transport with limits of its own.</summary>
    /// <param name="msgBatchSend">Hands a <c>MsgBatchSendParam</c> in JSON to the SDK.</param>
    /// <param name="limits">What the SDK can take.</param>
    public CallbackTransport(Func<string, ValueCallback<string>, TIMResult> msgBatchSend, MsgBatchLimits limits)
    {
        ArgumentNullException.ThrowIfNull(msgBatchSend);
        ArgumentNullException.ThrowIfNull(limits);
        this.msgBatchSend = msgBatchSend;
        Limits = limits;
    }

    /// <summary>Makes a transport for an SDK that is not thread-safe, such as Tencent's Unity wrapper: it is called where one context says, one
    /// call at a time. What it calls back with is decoded on the thread pool, and not in a frame.</summary>
    /// <param name="msgBatchSend">Hands a <c>MsgBatchSendParam</c> in JSON to the SDK.</param>
    /// <param name="callOn">Where the SDK is called. In Unity: <see cref="SynchronizationContext.Current"/>, asked for on the main
    /// thread.</param>
    /// <param name="limits">What the SDK can take; by default the limits of Tencent's SDK.</param>
    /// <remarks>A call that waits for the context has not left: if its time is over first, nothing was sent, and it fails with 9510
    /// (<see cref="TimErrorCodes.ConnectTimeout"/>), which may be tried again.</remarks>
    public CallbackTransport(
        Func<string, ValueCallback<string>, TIMResult> msgBatchSend, SynchronizationContext callOn, MsgBatchLimits? limits = null)
        : this(msgBatchSend, limits ?? OfTencent)
    {
        ArgumentNullException.ThrowIfNull(callOn);
        queue = new ContextQueue(callOn, CallSdk);
    }

    /// <inheritdoc/>
    public MsgBatchLimits Limits { get; }

    private static MsgBatchLimits OfTencent => new() { MaxIdentifiersInFlight = 1_000, MaxBytesPerCall = 1 << 20 };

    /// <inheritdoc/>
    public void Send(MsgBatchCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (queue is null)
        {
            CallSdk(call, (code, desc, json, _) => call.OnCallback(code, desc, json));
            return;
        }
        call.Hold();
        queue.Add(call);
    }

    private void CallSdk(MsgBatchCall call, ValueCallback<string> callback)
    {
        var result = msgBatchSend(call.ToJson(), callback);
        if (result != TIMResult.Succ)
            call.Refuse((int)result, null);
    }
}
