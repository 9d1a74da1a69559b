namespace RxTim.Tests;

/// <summary>Lets virtual time pass for as long as something runs.</summary>
internal static class PassingTime
{
    /// <summary>Moves from timer to timer in steps, and waits for the library's own threads in between.</summary>
    public static async Task PassUntilAsync(this VirtualTime time, Task running, double stepInSeconds = 1)
    {
        using var hang = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        hang.CancelAfter(Waiting.Limit);
        while (!running.IsCompleted)
        {
            if (time.TimersArmed > 0)
                time.Advance(TimeSpan.FromSeconds(stepInSeconds));
            hang.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
