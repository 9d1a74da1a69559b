using System.Collections.Concurrent;

namespace RxTim;

/// <summary>Passes what a call made by hand is told on to its owner.</summary>
internal sealed class OwnedCall(IMsgBatchCallOwner owner) : ICallOwner
{
    // What the owner is to be told, in order: results, or what stopped the call.
    private readonly ConcurrentQueue<Action> toTell = new();

    // 1 while a thread is telling.
    private int telling;

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

    public void Take(MsgBatchSendResult[] results, int count, bool callIsOver)
    {
        var taken = results[..count];
        toTell.Enqueue(() => owner.OnResults(call!, taken));
    }

    public void Flush()
    {
        // Who finds another at it leaves what he has to him: that one looks once more after he has stopped.
        while (!toTell.IsEmpty && Interlocked.Exchange(ref telling, 1) == 0)
        {
            while (toTell.TryDequeue(out var tell))
                UnhandledExceptions.TryRun(tell);
            Interlocked.Exchange(ref telling, 0);
        }
    }

    public void PauseFor(TimeSpan pause)
    {
        toTell.Enqueue(() => owner.OnPause(call!, pause));
        Flush();
    }

    public void Stop(int code, string message, bool isRefused)
    {
        var nothingSent = isRefused || call!.IsHeld;
        // Results that were taken before stand in the queue by then, and none is taken any longer.
        if (call!.Close().Count > 0)
            toTell.Enqueue(() => owner.OnStopped(call, code, message, nothingSent));
        Flush();
    }
}
