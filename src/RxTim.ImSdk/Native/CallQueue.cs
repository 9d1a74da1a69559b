using System.Collections.Concurrent;

namespace RxTim.ImSdk;

/// <summary>
/// Runs calls on the thread pool, as many at a time as there are processors. Between two calls it goes to the end of the pool's own
/// queue: whoever consumes the results gets a thread there too, and need not wait for all calls that are ready.
/// </summary>
internal sealed class CallQueue : IThreadPoolWorkItem
{
    private readonly ConcurrentQueue<PendingCall> ready = new();

    // Runs that stand in the pool's queue or are at work.
    private int runs;

    public void Add(PendingCall call)
    {
        ready.Enqueue(call);
        StartRun();
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (ready.TryDequeue(out var call))
        {
            call.Run();
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            return;
        }
        Interlocked.Decrement(ref runs);
        // A call that was added before the decrement may have found no place for a run.
        if (!ready.IsEmpty)
            StartRun();
    }

    private void StartRun()
    {
        int before;
        do
        {
            before = Volatile.Read(ref runs);
            if (before == Environment.ProcessorCount)
                return;
        }
        while (Interlocked.CompareExchange(ref runs, before + 1, before) != before);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
