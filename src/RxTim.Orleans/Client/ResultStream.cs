using System.Runtime.CompilerServices;

namespace RxTim.Orleans;

/// <summary>The results of a send, from a cursor on, each with the cursor behind it. Once the client is over, the send is told
/// nothing.</summary>
internal sealed class ResultStream(string name, ISendGrain send, IGrainFactory grains, GrainCalls calls, CancellationToken over)
{
    public async IAsyncEnumerable<ClusterResult> ReadAsync(
        ClusterCursor from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var taken = new TakenShards(send, calls, from);
        var reader = new ShardReader(name, send, grains, calls);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = reader.RunAsync(from, leaving.Token);
        try
        {
            await foreach (var (shard, batch) in reader.Batches.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                var left = batch.Identifiers.Length;
                if (left == 0)
                    taken.End(shard);
                foreach (var result in Results(batch))
                {
                    taken.Add(shard);
                    if (--left == 0 && batch.IsLast)
                        taken.End(shard);
                    yield return new ClusterResult(result, taken.Cursor);
                }
                // The consumer has asked for what follows.
                taken.Tell(leaving.Token);
            }
        }
        finally
        {
            await leaving.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            await taken.EndAsync(over).ConfigureAwait(false);
        }
    }

    private static IEnumerable<MsgBatchSendResult> Results(ResultBatch batch)
    {
        var at = 0;
        foreach (var run in batch.Runs)
        {
            for (var i = 0; i < run.Count; i++)
            {
                yield return new MsgBatchSendResult(batch.Identifiers[at++], run.Answer.Code, run.Answer.Desc, run.Answer.Outcome)
                {
                    Ordinal = batch.First + run.First + i,
                    Attempts = run.Answer.Attempts,
                    MsgKey = run.Key.Length > 0 ? run.Key : null,
                };
            }
        }
    }
}
