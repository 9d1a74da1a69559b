namespace RxTim.Cli.Tests;

/// <summary>A backend that does with each call what the test says, and remembers the calls.</summary>
internal sealed class Transport(Action<MsgBatchCall> onSend) : IMsgBatchTransport
{
    private readonly List<MsgBatchCall> calls = [];

    public MsgBatchLimits Limits { get; init; } = new();

    public IReadOnlyList<MsgBatchCall> Calls
    {
        get
        {
            lock (calls)
                return [.. calls];
        }
    }

    public void Send(MsgBatchCall call)
    {
        lock (calls)
            calls.Add(call);
        onSend(call);
    }

    public static Transport AnsweringAll() => new(call => call.AnswerRemaining(0));
}
