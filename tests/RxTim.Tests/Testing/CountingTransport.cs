namespace RxTim.Tests;

/// <summary>Answers each call later, on the thread pool, and counts how much is in flight at one time.</summary>
internal sealed class CountingTransport(MsgBatchLimits limits) : IMsgBatchTransport
{
    private readonly object gate = new();
    private int calls;
    private int identifiers;

    public MsgBatchLimits Limits { get; } = limits;

    public int MostCalls { get; private set; }

    public int MostIdentifiers { get; private set; }

    public void Send(MsgBatchCall call)
    {
        lock (gate)
        {
            MostCalls = Math.Max(MostCalls, ++calls);
            MostIdentifiers = Math.Max(MostIdentifiers, identifiers += call.Identifiers.Count);
        }
        ThreadPool.UnsafeQueueUserWorkItem(_ =>
        {
            lock (gate)
            {
                calls--;
                identifiers -= call.Identifiers.Count;
            }
            call.AnswerRemaining(0);
        }, null);
    }
}
