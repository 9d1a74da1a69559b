namespace RxTim;

/// <summary>
/// Plugs in anything that speaks the callback form, such as Tencent's Unity SDK:
/// <code>new CallbackTransport((json, callback) => TencentIMSDK.MsgBatchSend(FromJson(json), callback))</code>
/// </summary>
/// <remarks>
/// The callback may be called inside the call or later, on any thread, in one piece or several, twice, too late or never, with whatever
/// text: what RxTim makes of it is the stream contract. It never throws into the SDK.
/// </remarks>
public sealed class CallbackTransport : IMsgBatchTransport
{
    private readonly Func<string, ValueCallback<string>, TIMResult> msgBatchSend;

    /// <summary>Makes a transport with the limits of Tencent's SDK: 1,000 identifiers in flight and 1 MB a call.</summary>
    /// <param name="msgBatchSend">Hands a <c>MsgBatchSendParam</c> in JSON to the SDK. Anything but <see cref="TIMResult.Succ"/>
    /// refuses the call. An exception means that nobody knows whether it went out.</param>
    public CallbackTransport(Func<string, ValueCallback<string>, TIMResult> msgBatchSend)
        : this(msgBatchSend, new MsgBatchLimits { MaxIdentifiersInFlight = 1_000, MaxBytesPerCall = 1 << 20 })
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

    /// <inheritdoc/>
    public MsgBatchLimits Limits { get; }

    /// <inheritdoc/>
    public void Send(MsgBatchCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        var result = msgBatchSend(call.ToJson(), (code, desc, json, _) => call.OnCallback(code, desc, json));
        if (result != TIMResult.Succ)
            call.Refuse((int)result, null);
    }
}
