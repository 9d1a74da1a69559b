using System.Diagnostics;

namespace RxTim.Tests;

/// <summary>Lets virtual time pass for as long as something runs.</summary>
internal static class PassingTime
{
    /// <summary>Moves on in steps while a timer is armed. Threads run meanwhile as they like, so nothing that is awaited may expire: a
    /// send whose calls are in flight has no result timeout here.</summary>
    public static async Task PassUntilAsync(this VirtualTime time, Task running, double stepInSeconds = 1)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!running.IsCompleted)
        {
            if (time.TimersArmed > 0)
                time.Advance(TimeSpan.FromSeconds(stepInSeconds));
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(begun) > Waiting.Limit)
                throw new TimeoutException($"It still runs at {TimeSpan.FromTicks(time.GetTimestamp())}, with {time.TimersArmed} timers set.");
            await Task.Yield();
        }
    }
}
