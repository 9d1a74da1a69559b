namespace RxTim.Orleans.Tests;

/// <summary>Reads results to their end.</summary>
internal static class Reading
{
    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<List<ClusterResult>> ReadAllAsync(this IClusterSends sends, string name, ClusterCursor from = default)
    {
        var all = new List<ClusterResult>();
        await foreach (var result in sends.ResultsAsync(name, from, Token))
            all.Add(result);
        return all;
    }

    /// <summary>Waits until the send is so.</summary>
    public static async Task<ClusterProgress> WhenAsync(this IClusterSends sends, string name, Func<ClusterProgress, bool> isSo)
    {
        ClusterProgress? last = null;
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < 0.8 * Waiting.Limit;)
        {
            last = await sends.ProgressAsync(name, Token);
            if (last is not null && isSo(last))
                return last;
            await Task.Delay(20, Token);
        }
        throw new TimeoutException($"It never came to be so: {last}");
    }

    /// <summary>Waits until there is no such send.</summary>
    public static async Task WhenGoneAsync(this IClusterSends sends, string name)
    {
        while (await sends.ProgressAsync(name, Token) is not null)
            await Task.Delay(20, Token);
    }
}
