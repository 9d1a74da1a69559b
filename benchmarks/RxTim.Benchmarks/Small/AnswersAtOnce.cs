namespace RxTim.Benchmarks;

/// <summary>A backend that answers each identifier inside the call.</summary>
internal sealed class AnswersAtOnce : IMsgBatchTransport
{
    public MsgBatchLimits Limits { get; } = new();

    public void Send(MsgBatchCall call)
    {
        foreach (var identifier in call.Identifiers)
            call.Answer(identifier, 0);
    }
}
