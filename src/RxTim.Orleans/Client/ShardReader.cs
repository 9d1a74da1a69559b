using System.Threading.Channels;

namespace RxTim.Orleans;

/// <summary>Reads the shards of a send, some at one time, into one bounded queue: whichever has results, they come.</summary>
internal sealed class ShardReader(string name, ISendGrain send, IGrainFactory grains, GrainCalls calls)
{
    private const int MostShards = 64;
    private const int MostInBatch = 1_000;
    private const int MostBatches = 8;

    // How far it reads ahead of the first shard that has not ended: a cursor names each shard behind that one.
    private const int MostAhead = 1_000;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);

    private readonly Channel<(int Shard, ResultBatch Batch)> batches =
        Channel.CreateBounded<(int, ResultBatch)>(new BoundedChannelOptions(MostBatches) { SingleReader = true });

    public ChannelReader<(int Shard, ResultBatch Batch)> Batches => batches.Reader;

    /// <summary>Reads all, and completes the queue; never fails.</summary>
    public async Task RunAsync(ClusterCursor from, CancellationToken cancellationToken)
    {
        Exception? ended = null;
        using var failing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var readers = new List<Task>();
        try
        {
            await ReadAllAsync(from, readers, failing).ConfigureAwait(false);
            await Task.WhenAll(readers).ConfigureAwait(false);
        }
        catch (Exception thrown)
        {
            ended = readers.Find(static reader => reader.IsFaulted)?.Exception?.InnerException ?? thrown;
        }
        await failing.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        batches.Writer.Complete(ended);
    }

    private async Task ReadAllAsync(ClusterCursor from, List<Task> readers, CancellationTokenSource failing)
    {
        var view = await ViewAsync(-1, failing.Token).ConfigureAwait(false);
        if (from.Whole > view.Shards || from.Parts is [.., var last] && last.Shard >= view.Shards)
            throw new ClusterSendException(ClusterSendError.OtherCursor, $"The cursor is none of the send {name}, which is not so far.");
        using var places = new SemaphoreSlim(Math.Min(view.AtOnce + 4, MostShards));
        var parts = from.Parts.ToDictionary(static part => part.Shard, static part => part.Taken);
        var open = new Queue<(int Shard, Task Reading)>();
        for (var next = from.Whole; ;)
        {
            for (; next < view.Shards; next++)
            {
                await places.WaitAsync(failing.Token).ConfigureAwait(false);
                while (open.TryPeek(out var first) && (first.Reading.IsCompleted || next - first.Shard >= MostAhead))
                {
                    await first.Reading.ConfigureAwait(false);
                    open.Dequeue();
                }
                readers.RemoveAll(static reader => reader.IsCompletedSuccessfully);
                readers.Add(ReadAsync(next, parts.GetValueOrDefault(next), places, failing));
                open.Enqueue((next, readers[^1]));
            }
            if (view.IsEnded)
                break;
            view = await ViewAsync(next, failing.Token).ConfigureAwait(false);
        }
        await Task.WhenAll(readers).ConfigureAwait(false);
    }

    private async Task<SendView> ViewAsync(int shards, CancellationToken cancellationToken)
    {
        var view = await calls.CallAsync(() => send.ViewAsync(shards), cancellationToken).ConfigureAwait(false);
        return view.Exists
            ? view
            : throw new ClusterSendException(ClusterSendError.NotFound, $"There is no send of the name {name}.");
    }

    private async Task ReadAsync(int shard, int from, SemaphoreSlim places, CancellationTokenSource failing)
    {
        try
        {
            var grain = grains.GetGrain<IShardGrain>(ShardKey.Of(name, shard));
            ResultBatch batch;
            do
            {
                batch = await calls.CallAsync(() => grain.ReadAsync(from, MostInBatch, Wait), failing.Token).ConfigureAwait(false);
                if (batch.IsMissing)
                    throw new ClusterSendException(ClusterSendError.Removed, $"Results of the send {name} were taken and are removed.");
                from += batch.Identifiers.Length;
                if (batch.Identifiers.Length > 0 || batch.IsLast)
                    await batches.Writer.WriteAsync((shard, batch), failing.Token).ConfigureAwait(false);
            }
            while (!batch.IsLast);
            places.Release();
        }
        catch
        {
            await failing.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }
}
