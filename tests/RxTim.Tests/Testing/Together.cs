namespace RxTim.Tests;

/// <summary>Does something on many threads at once.</summary>
internal static class Together
{
    /// <summary>Runs the action on so many threads of their own, which start it together; waits for all.</summary>
    public static void Run(int threads, Action<int> action)
    {
        using var start = new Barrier(threads);
        var failures = new List<Exception>();
        var running = Enumerable.Range(0, threads).Select(i => new Thread(() =>
        {
            try
            {
                start.SignalAndWait(Waiting.Limit);
                action(i);
            }
            catch (Exception thrown)
            {
                lock (failures)
                    failures.Add(thrown);
            }
        })
        { IsBackground = true }).ToArray();
        foreach (var thread in running)
            thread.Start();
        foreach (var thread in running)
            Assert.True(thread.Join(Waiting.Limit), "A thread hangs.");
        Assert.Empty(failures);
    }
}
