namespace RxTim.Orleans;

/// <summary>What a reader has of each shard, and what it tells the send of that.</summary>
internal sealed class TakenShards(ISendGrain send, ClusterCursor from)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // By shard that is not below the first ones taken in whole: how many results; and those that have no other.
    private readonly SortedDictionary<int, int> parts = new(from.Parts.ToDictionary(static part => part.Shard, static part => part.Taken));
    private readonly SortedSet<int> ended = [];

    private int told;
    private Task telling = Task.CompletedTask;

    /// <summary>The first that is not taken in whole.</summary>
    public int Whole { get; private set; } = from.Whole;

    public int Of(int shard) => parts.GetValueOrDefault(shard);

    public ClusterCursor Cursor => new(Whole, [.. parts.Select(static part => (part.Key, part.Value))]);

    public void Add(int shard) => parts[shard] = parts.GetValueOrDefault(shard) + 1;

    /// <summary>All results of a shard are taken.</summary>
    public void End(int shard)
    {
        ended.Add(shard);
        while (ended.Remove(Whole))
            parts.Remove(Whole++);
    }

    /// <summary>Tells the send, if there is news and it is not being told; what cannot be told now is told with the next.</summary>
    public void Tell(CancellationToken cancellationToken)
    {
        if (telling.IsCompleted && (Whole > told || ended.Count > 0))
            telling = TellAsync(cancellationToken);
    }

    /// <summary>Tells the last, within a few seconds: a send that did not hear it keeps the results until another consumer takes them.</summary>
    public async Task EndAsync()
    {
        using var bound = new CancellationTokenSource(LongestEnd);
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (Whole > told || ended.Count > 0)
            await TellAsync(bound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var (whole, others) = (Whole, ended.ToArray());
        await GrainCalls.CallAsync(() => send.TakeAsync(whole, others), cancellationToken).ConfigureAwait(false);
        told = whole;
    }
}
