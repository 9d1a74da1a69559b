using System.Collections.Concurrent;

namespace RxTim;

/// <summary>Calls that wait to be made on one context, one at a time, in the order in which they came.</summary>
internal sealed class ContextQueue(SynchronizationContext context, Action<MsgBatchCall, ValueCallback<string>> callSdk)
{
    private readonly ConcurrentQueue<MsgBatchCall> calls = new();

    // 1 from when the context is asked for work until it has found nothing left.
    private int isAsked;

    public void Add(MsgBatchCall call)
    {
        calls.Enqueue(call);
        AskContext();
    }

    private void AskContext()
    {
        if (Interlocked.Exchange(ref isAsked, 1) != 0)
            return;
        try
        {
            context.Post(static queue => ((ContextQueue)queue!).Work(), this);
        }
        catch (Exception thrown)
        {
            // A context that is gone takes nothing any longer.
            Volatile.Write(ref isAsked, 0);
            while (calls.TryDequeue(out var call))
                call.Refuse(TimErrorCodes.SdkInternalError, $"the SynchronizationContext takes no call: {thrown.Message}; nothing was sent");
        }
    }

    private void Work()
    {
        while (calls.TryDequeue(out var call))
            Make(call);
        Volatile.Write(ref isAsked, 0);
        // One may have come since the last look.
        if (!calls.IsEmpty)
            AskContext();
    }

    private void Make(MsgBatchCall call)
    {
        if (!call.TryLeave())
            return;
        try
        {
            // Decoded elsewhere: the callback may well come on the context, between two frames.
            callSdk(call, (code, desc, json, _) => ThreadPool.UnsafeQueueUserWorkItem(_ => call.OnCallback(code, desc, json), null));
        }
        catch (Exception thrown)
        {
            // The context's own loop must not see it.
            call.Lose($"the transport failed while it took the call: {thrown.Message}");
        }
    }
}
