using Microsoft.Extensions.Logging;

namespace RxTim.Orleans;

/// <summary>
/// Keeps the shards of a send at work: as many of the first that are not finished as may be, each in a loop that asks its grain to work and
/// hears how it stands. A silo that falls breaks the call, and the next one makes an activation elsewhere. In the send's context only.
/// </summary>
internal sealed partial class ShardDrive(
    string name, SendLedger ledger, StateSaver saver, IGrainFactory grains, RxTimSiloOptions options, Func<int> atOnce, TimeProvider time,
    Action signal, ILogger logger)
{
    private const int RemovedTogether = 64;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(500);

    // A failure is told of when it has lasted for some seconds, and then about once in a minute.
    private const int FailuresTold = 10;
    private const int FailuresBetween = 120;

    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(2);

    // The shards that are at work; and by unfinished shard how it stood when it was last heard of.
    private readonly HashSet<int> active = [];
    private readonly Dictionary<int, ShardStatus> heard = [];

    private bool stopped;
    private bool removing;
    private TaskCompletionSource idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the results of unfinished shards say.</summary>
    public SendCounts Unfinished => heard.Values.Aggregate(default(SendCounts), static (sum, status) => sum + status.Counts);

    /// <summary>Results that a consumer had of shards that are not taken in whole.</summary>
    public long TakenInPart => heard.Values.Sum(static status => (long)status.Taken);

    /// <summary>The code that shards at work cannot reach the backend with; 0 while one of them gets on.</summary>
    public int WaitsWith => active.Count > 0 && active.All(shard => heard.GetValueOrDefault(shard) is { State: ShardState.Working, Code: not 0 })
        ? heard[active.First()].Code
        : 0;

    /// <summary>Whether nothing is at work because too many results wait for a consumer.</summary>
    public bool WaitsForConsumer => active.Count == 0 && ledger.Finished.Count < ledger.Shards && !HasRoomForResults;

    private bool HasRoomForResults => ledger.Finished.Count - ledger.Taken.Count < options.MostShardsNotTaken;

    private bool IsAtWork => !ledger.IsEnded && ledger.Mode is (SendMode.Run or SendMode.Cancel);

    /// <summary>How many shards are in the stored state: only these may work.</summary>
    public int StoredShards { get; set; } = ledger.Shards;

    /// <summary>Puts to work what may be, and ends the send where nothing is left.</summary>
    public void Go()
    {
        if (stopped || ledger.IsEnded)
            return;
        if (ledger.MayEnd)
        {
            ledger.End(time.GetUtcNow());
            _ = SaveAsync();
        }
        // A cancelled send's shards all have to hear of it. Those of one that rests are asked how they stand.
        var most = ledger.Mode == SendMode.Cancel ? int.MaxValue : atOnce();
        var shard = ledger.Finished.NextOutside(0);
        while (shard < StoredShards && active.Count < most)
        {
            if (!active.Contains(shard) && (IsAtWork ? ledger.Mode == SendMode.Cancel || HasRoomForResults : !heard.ContainsKey(shard)))
            {
                active.Add(shard);
                _ = WorkAsync(shard);
            }
            shard = ledger.Finished.NextOutside(shard + 1);
        }
    }

    /// <summary>Tells the shards at work at once what is said of the send; one that cannot be reached hears of it when it is asked to
    /// work.</summary>
    public Task TellAsync(SendMode mode) => Task.WhenAll(active.Select(shard => ShardOf(shard).TellAsync(mode)))
        .ContinueWith(static told => _ = told.Exception, TaskScheduler.Current);

    /// <summary>Starts nothing more, and waits until no loop runs: for some seconds, of real time, for a host that stops waits no longer
    /// either.</summary>
    public async Task StopAsync()
    {
        stopped = true;
        if (active.Count > 0)
        {
            await idle.Task.WaitAsync(LongestStop, TimeProvider.System)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Removes some of what is taken and whose time is over.</summary>
    public async Task RemoveDueAsync()
    {
        if (removing || ledger.DueToRemove(time.GetUtcNow(), RemovedTogether) is not { Length: > 0 } due)
            return;
        removing = true;
        try
        {
            await Task.WhenAll(due.Select(RemoveAsync));
            ledger.Remove(due);
            await saver.SaveAsync();
        }
        finally
        {
            removing = false;
        }
    }

    /// <summary>Removes all that is left, and one more: a shard may have been stored that the send did not come to accept.</summary>
    public async Task RemoveAllAsync()
    {
        for (var shard = ledger.Removed.NextOutside(0); shard <= ledger.Shards; shard = ledger.Removed.NextOutside(shard + 1))
            await RemoveAsync(shard);
    }

    private Task RemoveAsync(int shard) => ShardOf(shard).RemoveAsync();

    private IShardGrain ShardOf(int shard) => grains.GetGrain<IShardGrain>(ShardKey.Of(name, shard));

    private async Task WorkAsync(int shard)
    {
        // Not inside whoever put it to work.
        await Task.Yield();
        var needsPlan = false;
        var failures = 0;
        while (!stopped)
        {
            var mode = ledger.Mode;
            ShardStatus status;
            try
            {
                status = await ShardOf(shard).RunAsync(new ShardOrder(mode, needsPlan ? ledger.Plan : null));
            }
            catch (Exception failed)
            {
                if (++failures % FailuresBetween == FailuresTold)
                    LogFailing(logger, name, shard, failures, failed);
                else
                    LogFailed(logger, name, shard, failed);
                needsPlan = false;
                await Task.Delay(AfterFailure, time);
                continue;
            }
            failures = 0;
            needsPlan = status.State == ShardState.NeedsPlan;
            if (!needsPlan)
                heard[shard] = status;
            if (status.State is ShardState.Finished or ShardState.Missing)
            {
                Finish(shard, status);
                break;
            }
            if (status.State == ShardState.Stopped && ledger.Mode == SendMode.Run && mode == SendMode.Run)
                Stop(status);
            if (!IsAtWork && status.State is (ShardState.Resting or ShardState.Stopped or ShardState.NeedsPlan))
                break;
            if (status.State == ShardState.Stopped)
                await Task.Delay(AfterFailure, time);
        }
        active.Remove(shard);
        if (active.Count == 0)
        {
            idle.TrySetResult();
            idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        Go();
        signal();
    }

    private void Finish(int shard, ShardStatus status)
    {
        if (status.State == ShardState.Missing)
            LogMissing(logger, name, shard);
        heard.Remove(shard);
        ledger.Finish(shard, status.Counts);
        _ = SaveAsync();
    }

    private void Stop(ShardStatus status)
    {
        ledger.Mode = SendMode.Stop;
        ledger.Reason = Words(status.Code, status.Reason);
        _ = SaveAsync();
    }

    /// <summary>A code and its meaning.</summary>
    public static string Words(int code, string otherwise = "") => $"{code}: {TimErrorCodes.Describe(code) ?? otherwise}";

    // What is not stored yet is stored with the next change; the state in memory goes on.
    private async Task SaveAsync()
    {
        while (!stopped)
        {
            try
            {
                await saver.SaveAsync();
                signal();
                return;
            }
            catch (Exception failed)
            {
                LogNotSaved(logger, name, failed);
                await Task.Delay(AfterFailure, time);
            }
        }
    }

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Send {Name}: shard {Shard} does not answer; it is asked again")]
    private static partial void LogFailed(ILogger logger, string name, int shard, Exception failure);

    [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "Send {Name}: shard {Shard} has failed {Times} times; it is asked again")]
    private static partial void LogFailing(ILogger logger, string name, int shard, int times, Exception failure);

    [LoggerMessage(EventId = 3, Level = LogLevel.Error, Message = "Send {Name}: storage has lost shard {Shard}; its results are missing")]
    private static partial void LogMissing(ILogger logger, string name, int shard);

    [LoggerMessage(EventId = 4, Level = LogLevel.Warning, Message = "Send {Name}: its state could not be stored; it is tried again")]
    private static partial void LogNotSaved(ILogger logger, string name, Exception failure);
}
