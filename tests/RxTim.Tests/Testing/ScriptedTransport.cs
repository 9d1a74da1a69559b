namespace RxTim.Tests;

/// <summary>A backend that does what a test says with each call, and remembers the calls.</summary>
internal sealed class ScriptedTransport(Action<MsgBatchCall> onCall, MsgBatchLimits? limits = null) : IMsgBatchTransport
{
    private readonly List<MsgBatchCall> calls = [];
    private readonly Signal taken = new();
    private int returned;

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
    public static ScriptedTransport SendsAll(MsgBatchLimits? limits = null) => new(call => call.AnswerRemaining(0), limits);

    /// <summary>Takes calls and never answers.</summary>
    public static ScriptedTransport NeverAnswers(MsgBatchLimits? limits = null) => new(_ => { }, limits);

    /// <summary>Waits until so many calls were handed over, and what the test does inside them is done.</summary>
    public async Task<IReadOnlyList<MsgBatchCall>> TakesAsync(int count)
    {
        await ReturnedAsync(count);
        return Calls;
    }

    /// <summary>Waits for the first call.</summary>
    public async Task<MsgBatchCall> TakesOneAsync() => (await TakesAsync(1))[0];

    /// <summary>Waits until it has returned from so many calls.</summary>
    public Task ReturnedAsync(int count) => taken.WhenAsync(() => Volatile.Read(ref returned) >= count);

    public void Send(MsgBatchCall call)
    {
        lock (calls)
            calls.Add(call);
        try
        {
            onCall(call);
        }
        finally
        {
            Interlocked.Increment(ref returned);
            taken.Changed();
        }
    }
}
