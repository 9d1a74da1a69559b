using System.Collections.Concurrent;

namespace RxTim.Tests;

/// <summary>Unity's main thread, as far as it matters here: what is posted to its context runs in the next frame.</summary>
internal sealed class MainLoop : SynchronizationContext, IDisposable
{
    private readonly BlockingCollection<(SendOrPostCallback Work, object? State)> posted = [];
    private readonly Thread thread;
    private int frames;
    private int disposed;

    public MainLoop()
    {
        thread = new Thread(Run) { IsBackground = true, Name = "main loop" };
        thread.Start();
    }

    public int ThreadId => thread.ManagedThreadId;

    public int Frames => Volatile.Read(ref frames);

    public override void Post(SendOrPostCallback d, object? state) => posted.Add((d, state));

    /// <summary>Runs something on the main thread.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => done.SetResult(work()), null);
        return done.Task;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
            return;
        posted.CompleteAdding();
        thread.Join();
        posted.Dispose();
    }

    private void Run()
    {
        SetSynchronizationContext(this);
        foreach (var first in posted.GetConsumingEnumerable())
        {
            first.Work(first.State);
            for (var left = posted.Count; left > 0 && posted.TryTake(out var next); left--)
                next.Work(next.State);
            Interlocked.Increment(ref frames);
        }
    }
}
