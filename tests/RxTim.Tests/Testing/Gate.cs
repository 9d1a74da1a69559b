namespace RxTim.Tests;

/// <summary>Where something stops until a test lets it pass; it stays open then.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Waits until something stands before it.</summary>
    public Task EnteredAsync() => entered.Task.Soon();

    public void Open() => opened.TrySetResult();

    public async ValueTask PassAsync(CancellationToken cancellationToken = default)
    {
        entered.TrySetResult();
        await opened.Task.WaitAsync(Waiting.Limit, cancellationToken);
    }

    /// <summary>Passes with the thread.</summary>
    public void Pass()
    {
        entered.TrySetResult();
        Assert.True(opened.Task.Wait(Waiting.Limit, TestContext.Current.CancellationToken), "The gate was never opened.");
    }
}
