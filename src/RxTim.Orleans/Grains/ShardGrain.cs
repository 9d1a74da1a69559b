using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;

namespace RxTim.Orleans;

/// <inheritdoc cref="IShardGrain"/>
/// <remarks>Calls interleave, and nothing that changes is awaited in the middle of a change: the writer alone touches the ledger.</remarks>
[Reentrant, ShardPlacement, CollectionAgeLimit(Minutes = 2)]
internal sealed partial class ShardGrain : Grain, IShardGrain
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SiloSending sending;
    private readonly ILogger<ShardGrain> logger;
    private readonly IPersistentState<StoredBytes> identifiers;
    private readonly IPersistentState<StoredBytes> progress;

    // Null where storage has no such shard.
    private ShardContent? content;
    private ShardWriter? writer;
    private Task writing = Task.CompletedTask;
    private string[]? unpacked;
    private ShardRun? run;
    private int taken;
    private bool isGivenUp;

    public ShardGrain(IGrainContext context, GrainStates states, SiloSending sending, ILogger<ShardGrain> logger)
    {
        this.sending = sending;
        this.logger = logger;
        identifiers = states.Create<StoredBytes>(context, "identifiers");
        progress = states.Create<StoredBytes>(context, "progress");
    }

    // Packed they are small, and most shards that are active wait for a consumer or for their turn.
    private string[] Identifiers => unpacked ??= IdentifierBlock.Unpack(content!.Block, content.Count);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (identifiers.RecordExists)
            Open(ShardContent.Decode(identifiers.State.Data));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (run is { } last)
        {
            last.Tell(SendMode.Pause);
            // Real time, for the silo's host waits no longer either.
            await ((Task)last.Ended).WaitAsync(sending.DrainTimeout, TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
        writer?.End();
        await writing;
    }

    public async Task PutAsync(ShardContent content)
    {
        if (progress.RecordExists)
            throw new InvalidOperationException("The shard is at work already, so it takes no identifiers.");
        identifiers.State.Data = content.Encode();
        await identifiers.WriteStateAsync();
        Open(content);
    }

    public async Task<ShardStatus> RunAsync(ShardOrder order)
    {
        if (content is null || writer is null)
            return new ShardStatus(ShardState.Missing, default, 0, 0, "");
        if (run is { Ended.IsCompletedSuccessfully: true } && order.Mode is (SendMode.Run or SendMode.Cancel))
            run = null;
        if (run is null && !writer.IsStoredFinished && order.Mode is (SendMode.Run or SendMode.Cancel))
        {
            if (order.Plan is null)
                return Status(ShardState.NeedsPlan);
            run = new ShardRun(sending, writer, Identifiers, order.Plan, order.Mode);
            _ = SignalAsync(run.Ended, writer);
        }
        run?.Tell(order.Mode);
        await WaitUntilAsync(() => writer.IsStoredFinished || run is null or { Ended.IsCompleted: true }, LongestWait);
        return StatusNow(order.Mode);
    }

    public Task TellAsync(SendMode mode)
    {
        run?.Tell(mode);
        return Task.CompletedTask;
    }

    public async Task<ResultBatch> ReadAsync(int from, int most, TimeSpan wait)
    {
        if (content is null || writer is null)
            return ResultBatch.Missing;
        // A cursor is anybody's text.
        from = Math.Clamp(from, 0, content.Count);
        taken = Math.Max(taken, Math.Min(from, writer.StoredResults));
        await WaitUntilAsync(() => from < writer.StoredResults || writer.IsStoredFinished, wait);
        var end = Math.Min(writer.StoredResults, from + most);
        var runs = await writer.AskAsync(ledger => ledger.Read(from, end));
        var whose = new string[Math.Max(end - from, 0)];
        var at = 0;
        foreach (var one in runs)
        {
            Array.Copy(Identifiers, one.First, whose, at, one.Count);
            at += one.Count;
        }
        var isLast = writer.IsStoredFinished && end >= writer.StoredResults;
        if (writer.IsStoredFinished)
            Rest(hasReader: !isLast || whose.Length > 0);
        return new ResultBatch(content.First, [.. runs], whose, isLast);
    }

    public async Task RemoveAsync()
    {
        writer?.End();
        await writing;
        (content, writer, unpacked) = (null, null, null);
        await progress.ClearStateAsync();
        await identifiers.ClearStateAsync();
        DeactivateOnIdle();
    }

    private void Open(ShardContent found)
    {
        content = found;
        var ledger = progress.RecordExists ? ShardLedger.Decode(progress.State.Data) : ShardLedger.Empty(found.Count);
        writer?.End();
        unpacked = null;
        writer = new ShardWriter(ledger, StoreAsync, sending.Client.TimeProvider);
        writing = writer.RunAsync();
    }

    private async Task StoreAsync(byte[] data)
    {
        progress.State.Data = data;
        try
        {
            await progress.WriteStateAsync();
        }
        catch (InconsistentStateException conflict)
        {
            GiveUp(conflict);
            throw;
        }
    }

    // The next call makes an activation that reads what the other one wrote, or what this one did without hearing of it.
    private void GiveUp(Exception? reason)
    {
        if (!isGivenUp)
            LogLost(logger, content!.First, reason);
        isGivenUp = true;
        DeactivateOnIdle();
    }

    // Once all is read nobody needs this in memory.
    private void Rest(bool hasReader)
    {
        if (run is { Ended.IsCompleted: true })
            run = null;
        if (!hasReader)
            DeactivateOnIdle();
    }

    private static async Task SignalAsync(Task ended, ShardWriter writer)
    {
        await ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        writer.Signal();
    }

    // Waits until something is so, or until nothing changes any longer.
    private Task WaitUntilAsync(Func<bool> isSo, TimeSpan most) =>
        LongPoll.UntilAsync(() => writer is not { Lost: null } || isSo(), () => writer?.Changed ?? Task.CompletedTask, most);

    private ShardStatus StatusNow(SendMode mode)
    {
        if (writer is null)
            return new ShardStatus(ShardState.Missing, default, 0, 0, "");
        if (writer.IsStoredFinished)
            return Status(ShardState.Finished);
        if (run is { Ended.IsFaulted: true } || writer.Lost is not null)
        {
            GiveUp(run?.Ended.Exception?.InnerException ?? writer.Lost);
            return Status(ShardState.NeedsPlan);
        }
        if (run is { Ended: { IsCompletedSuccessfully: true, Result: { } stopped } })
            return new ShardStatus(ShardState.Stopped, writer.StoredCounts, taken, stopped.Code, stopped.Message);
        var isAtWork = run is { Ended.IsCompleted: false } || mode is SendMode.Run or SendMode.Cancel;
        return isAtWork ? Status(ShardState.Working) with { Code = run?.WaitsWith ?? 0 } : Status(ShardState.Resting);
    }

    private ShardStatus Status(ShardState state) => new(state, writer?.StoredCounts ?? default, taken, 0, "");

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "A shard, from identifier {First} on, is given up by this activation")]
    private static partial void LogLost(ILogger logger, long first, Exception? reason);
}
