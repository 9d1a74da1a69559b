using System.Runtime.CompilerServices;

namespace RxTim.Orleans;

/// <summary>Takes the messages of a send back, shard after shard: each is taken back by its own silo.</summary>
internal sealed class Withdrawing(string name, ISendGrain send, IGrainFactory grains, GrainCalls calls)
{
    private const int MostInBatch = 256;

    public async IAsyncEnumerable<WithdrawResult> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ending = await calls.CallAsync(send.EndingAsync, cancellationToken).ConfigureAwait(false)
            ?? throw new ClusterSendException(ClusterSendError.NotFound, $"There is no send of the name {name}.");
        if (!ending.IsEnded)
            throw new ClusterSendException(ClusterSendError.StillRunning, $"The send {name} is not over. Cancel it, or wait for its end.");
        for (var shard = 0; shard < ending.Shards; shard++)
        {
            var grain = grains.GetGrain<IShardGrain>(ShardKey.Of(name, shard));
            for (var from = 0; from >= 0;)
            {
                var start = from;
                // Asked once, so that the next call, however often it is made, tells what it did itself from what was done before it.
                var before = await calls.CallAsync(() => grain.WithdrawnAsync(start, MostInBatch), cancellationToken).ConfigureAwait(false);
                var batch = await calls.CallAsync(() => grain.WithdrawAsync(ending.Plan, start, MostInBatch, before), cancellationToken)
                    .ConfigureAwait(false);
                foreach (var entry in batch.Entries)
                    yield return ResultOf(entry);
                if (batch.Code != 0)
                    throw new TimException(batch.Code, batch.Reason);
                from = batch.Next;
            }
        }
    }

    private static WithdrawResult ResultOf(in WithdrawEntry entry) => new(entry.Identifier, entry.Code, entry.Desc, entry.Outcome)
    {
        MsgKey = entry.Key,
        Attempts = entry.Attempts,
        Ordinal = entry.Ordinal,
    };
}
