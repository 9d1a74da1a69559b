namespace RxTim.Testing;

/// <summary>Those who wait until something is so. Nobody polls: whoever changes it says so.</summary>
internal sealed class Waiters
{
    private readonly List<(Func<bool> Condition, TaskCompletionSource<bool> Waiter)> waiting = [];

    public void Look()
    {
        lock (waiting)
        {
            waiting.RemoveAll(static entry => entry.Waiter.Task.IsCompleted || (entry.Condition() && entry.Waiter.TrySetResult(true)));
        }
    }

    public async Task WhenAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var waiter = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        lock (waiting)
            waiting.Add((condition, waiter));
        Look();
        await waiter.Task.ConfigureAwait(false);
    }
}
