using System.Diagnostics;

namespace RxTim;

/// <summary>Counts what of a send is running, so that what comes behind can wait for the end of it. The send itself counts until it has
/// ended.</summary>
internal sealed class RunningWork
{
    private int running = 1;

    // Made when someone waits.
    private TaskCompletionSource<bool>? done;

    public bool IsDone => Volatile.Read(ref running) == 0;

    /// <summary>Complete when nothing is running.</summary>
    public Task Done
    {
        get
        {
            if (IsDone)
                return Task.CompletedTask;
            var made = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            made = Interlocked.CompareExchange(ref done, made, null) ?? made;
            // The last one may have left just before there was something to complete.
            if (IsDone)
                made.TrySetResult(true);
            return made.Task;
        }
    }

    /// <summary>Something begins; false if all is over.</summary>
    public bool Enter()
    {
        var now = Volatile.Read(ref running);
        while (now > 0)
        {
            var before = Interlocked.CompareExchange(ref running, now + 1, now);
            if (before == now)
                return true;
            now = before;
        }
        return false;
    }

    /// <summary>It is done; true if it was the last.</summary>
    public bool Exit()
    {
        var left = Interlocked.Decrement(ref running);
        Debug.Assert(left >= 0, "Who leaves has entered.");
        if (left > 0)
            return false;
        Volatile.Read(ref done)?.TrySetResult(true);
        return true;
    }
}
