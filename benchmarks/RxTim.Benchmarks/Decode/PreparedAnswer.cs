namespace RxTim.Benchmarks;

/// <summary>A backend that answers each call at once, inside the call, with a callback that was prepared: what is left of a send is the
/// library's own work.</summary>
internal sealed class PreparedAnswer(Callback callback) : IMsgBatchTransport
{
    public MsgBatchLimits Limits { get; } = new() { BestIdentifiersPerCall = callback.Identifiers.Length };

    public void Send(MsgBatchCall call) => call.OnCallback(0, "", callback.Utf8);
}
