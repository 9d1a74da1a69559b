namespace RxTim.Orleans;

/// <summary>What a reader has of each shard, and what it tells the send of that.</summary>
internal sealed class TakenShards(ISendGrain send, GrainCalls calls, ClusterCursor from)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    // By shard that is not below the first ones taken in whole: how many results; and those that have no other.
    private readonly SortedDictionary<int, int> parts = new(from.Parts.ToDictionary(static part => part.Shard, static part => part.Taken));
    private readonly SortedSet<int> ended = [];

    // Guards what is to be told: the reader adds to it, and the telling takes it.
    private readonly Lock gate = new();
    private readonly List<int> toTell = [];

    // Whether the send knows of what the reader had before: who had it may have fallen before he said so.
    private bool isBeginningTold = from.Whole == 0;
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
        lock (gate)
            toTell.Add(shard);
    }

    /// <summary>Tells the send what it was not told, and what comes while it is being told.</summary>
    public void Tell(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (telling.IsCompleted && (toTell.Count > 0 || !isBeginningTold))
                telling = Task.Run(() => TellAsync(cancellationToken), CancellationToken.None);
        }
    }

    /// <summary>Tells the last, within a few seconds: a send that did not hear it keeps the results until another consumer takes
    /// them.</summary>
    /// <param name="over">Ends the telling.</param>
    public async Task EndAsync(CancellationToken over)
    {
        using var late = new CancellationTokenSource(LongestEnd, calls.Time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(over, late.Token);
        await telling.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await TellAsync(bound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int[] some;
            lock (gate)
            {
                if (toTell.Count == 0 && isBeginningTold)
                {
                    // Whoever adds one after this finds nobody telling.
                    telling = Task.CompletedTask;
                    return;
                }
                some = [.. toTell];
            }
            await calls.CallAsync(() => send.TakeAsync(from.Whole, some), cancellationToken).ConfigureAwait(false);
            lock (gate)
            {
                isBeginningTold = true;
                toTell.RemoveRange(0, some.Length);
            }
        }
    }
}
