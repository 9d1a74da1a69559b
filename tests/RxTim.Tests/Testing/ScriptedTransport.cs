namespace RxTim.Tests;

/// <summary>A backend that does what a test says with each call, and remembers the calls.</summary>
internal sealed class ScriptedTransport(Action<MsgBatchCall> onCall, MsgBatchLimits? limits = null) : IMsgBatchTransport
{
    private readonly List<MsgBatchCall> calls = [];

    public MsgBatchLimits Limits { get; } = limits ?? new MsgBatchLimits();

    public IReadOnlyList<MsgBatchCall> Calls
    {
        get
        {
            lock (calls)
                return [.. calls];
        }
    }

    /// <summary>Answers every identifier with success, inside the call.</summary>
    public static ScriptedTransport SendsAll(MsgBatchLimits? limits = null) => new(call => call.AnswerRest(0), limits);

    /// <summary>Takes calls and never answers.</summary>
    public static ScriptedTransport NeverAnswers(MsgBatchLimits? limits = null) => new(_ => { }, limits);

    public void Send(MsgBatchCall call)
    {
        lock (calls)
            calls.Add(call);
        onCall(call);
    }
}
