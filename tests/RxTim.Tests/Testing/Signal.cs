namespace RxTim.Tests;

/// <summary>Lets a test wait until something is so, without polling: whoever changes it says so.</summary>
internal sealed class Signal
{
    private readonly List<(Func<bool> Condition, TaskCompletionSource Waiter)> waiting = [];

    public void Changed()
    {
        lock (waiting)
        {
            foreach (var (condition, waiter) in waiting)
            {
                if (condition())
                    waiter.TrySetResult();
            }
            waiting.RemoveAll(static entry => entry.Waiter.Task.IsCompleted);
        }
    }

    public Task WhenAsync(Func<bool> condition)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (waiting)
            waiting.Add((condition, waiter));
        Changed();
        return waiter.Task.Soon();
    }
}
