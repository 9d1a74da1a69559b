using System.Collections.Concurrent;

namespace RxTim;

/// <summary>Passes what a call made by hand is told on to its owner.</summary>
internal sealed class OwnedCall(IMsgBatchCallOwner owner) : ICallOwner
{
    // Results that the owner has not been told of yet.
    private readonly ConcurrentQueue<MsgBatchSendResult[]> taken = new();

    // Set once, before anyone can report.
    private MsgBatchCall? call;

    public object Gate { get; } = new();

    public object? Identity => null;

    public void Attach(MsgBatchCall ownCall) => call = ownCall;

    public bool Enter(bool wholeCall) => true;

    public void Exit()
    {
    }

    public void Judge(MsgBatchSendResult result)
    {
    }

    public void Take(MsgBatchSendResult[] results, int count, bool callIsOver) => taken.Enqueue(results[..count]);

    public void Flush()
    {
        while (taken.TryDequeue(out var results))
            UnhandledExceptions.TryRun(() => owner.OnResults(call!, results));
    }

    public void PauseFor(TimeSpan pause) => owner.OnPause(call!, pause);

    public void Stop(int code, string message, bool isRefused)
    {
        var nothingSent = isRefused || call!.IsHeld;
        if (call!.Close().Count > 0)
            UnhandledExceptions.TryRun(() => owner.OnStopped(call, code, message, nothingSent));
    }
}
