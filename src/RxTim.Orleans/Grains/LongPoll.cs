namespace RxTim.Orleans;

/// <summary>A grain's call that answers when something is so, or after a while. The while is real time, whatever clock the sends have:
/// Orleans' own time-out of the call runs by that.</summary>
internal static class LongPoll
{
    /// <param name="isSo">Asked at first, and after each change.</param>
    /// <param name="changed">Completes at the next change.</param>
    /// <param name="most">How long it waits at most.</param>
    public static async Task UntilAsync(Func<bool> isSo, Func<Task> changed, TimeSpan most)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (!isSo() && most - TimeProvider.System.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
        {
            await changed().WaitAsync(left, TimeProvider.System)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
