using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace RxTim.Orleans;

/// <inheritdoc cref="ISendGrain"/>
/// <remarks>Calls interleave; each changes the ledger between two awaits, and answers when that is in storage.</remarks>
[Reentrant]
internal sealed partial class SendGrain : Grain, ISendGrain, IRemindable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly IPersistentState<StoredBytes> state;
    private readonly RxTimSiloOptions options;
    private readonly SiloSending sending;
    private readonly SendReminder reminder;
    private readonly ISiloStatusOracle silos;
    private readonly ILogger<SendGrain> logger;

    // Null where there is no such send.
    private SendLedger? ledger;
    private StateSaver? saver;
    private ShardDrive? drive;
    private IGrainTimer? timer;

    // Completed at each change that a caller may wait for, and made anew.
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SendGrain(
        IGrainContext context, GrainStates states, RxTimSiloOptions options, SiloSending sending, SendReminder reminder, ISiloStatusOracle silos,
        ILogger<SendGrain> logger)
    {
        this.options = options;
        this.sending = sending;
        this.reminder = reminder;
        this.silos = silos;
        this.logger = logger;
        state = states.Create<StoredBytes>(context, "send");
    }

    private string Name => this.GetPrimaryKeyString();

    private TimeProvider Time => sending.Client.TimeProvider;

    private int ActiveShards => options.ActiveShards ?? 8 * Math.Max(1, silos.GetApproximateSiloStatuses(onlyActive: true).Count);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (state.RecordExists)
            Open(SendLedger.Decode(state.State.Data));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (drive is not null)
            await drive.StopAsync();
        Signal();
    }

    public Task<ClusterProgress?> ProgressAsync() => Task.FromResult(ledger is null ? null : Progress(ledger));

    public async Task<ClusterProgress> TellAsync(SendMode mode)
    {
        var own = Existing();
        if (own.IsEnded && !(mode == SendMode.Cancel && own.Mode == SendMode.Cancel))
            throw new ClusterSendException(ClusterSendError.Ended, $"The send {Name} is over.");
        if (own.Mode == SendMode.Cancel && mode != SendMode.Cancel)
            throw new ClusterSendException(ClusterSendError.Ended, $"The send {Name} was cancelled.");
        if (own.Mode != mode)
        {
            own.Mode = mode;
            own.Reason = "";
            await saver!.SaveAsync();
            await drive!.TellAsync(mode);
            drive.Go();
            Signal();
        }
        await saver!.SavedAsync();
        return Progress(own);
    }

    public async Task<SendView> ViewAsync(int shards)
    {
        if (ledger is null)
            return new SendView(false, 0, 0, true);
        var own = ledger;
        await WaitUntilAsync(() => own.Shards > shards || own.IsEnded);
        await saver!.SavedAsync();
        return new SendView(true, own.Shards, ActiveShards, own.IsEnded);
    }

    public Task<SendEnding?> EndingAsync() =>
        Task.FromResult(ledger is { } own ? new SendEnding(own.IsEnded, own.Shards, own.Plan) : null);

    public Task SetWithdrawnAsync(int shard, int total) =>
        Existing().Withdraw(shard, total) ? saver!.SaveAsync() : saver!.SavedAsync();

    public async Task TakeAsync(int whole, int[] others)
    {
        var own = Existing();
        var removedAt = Time.GetUtcNow() + options.ResultRetention;
        var news = false;
        for (var shard = own.Taken.NextOutside(0); shard < Math.Min(whole, own.Shards); shard = own.Taken.NextOutside(shard + 1))
            news |= Take(shard);
        foreach (var shard in others)
            news |= Take(shard);
        if (news)
        {
            drive!.Go();
            await saver!.SaveAsync();
            Signal();
        }
        // Also where it was known: the write that told of it may have failed.
        await saver!.SavedAsync();

        bool Take(int shard) => own.Take(shard, removedAt);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) =>
        ledger is null ? reminder.DropAsync(this.GetGrainId()) : Task.CompletedTask;

    private void Open(SendLedger found)
    {
        ledger = found;
        saver = new StateSaver(
            async () =>
            {
                var shards = found.Shards;
                state.State.Data = found.Encode();
                await state.WriteStateAsync();
                drive!.StoredShards = shards;
            },
            DeactivateOnIdle);
        drive = new ShardDrive(Name, found, saver, GrainFactory, options, () => ActiveShards, Time, Signal, logger);
        drive.Go();
        timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))
        {
            Interleave = true,
            KeepAlive = true,
        });
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        if (ledger is not { } own || drive is null)
            return;
        drive.Go();
        if (own.ExpireAt(Time.GetUtcNow() + options.ResultRetention))
            await saver!.SaveAsync();
        await drive.RemoveDueAsync();
        if (own.Expires is { } time && time <= Time.GetUtcNow())
            await RemoveAsync(own);
    }

    // Where something of it fails, the next tick does it again.
    private async Task RemoveAsync(SendLedger own)
    {
        await drive!.RemoveAllAsync();
        await GrainFactory.GetGrain<ISendsGrain>(ISendsGrain.Key).RemoveAsync(Name);
        await reminder.DropAsync(this.GetGrainId());
        await state.ClearStateAsync();
        timer?.Dispose();
        ledger = null;
        LogRemoved(logger, Name, own.Asked);
        Signal();
        DeactivateOnIdle();
    }

    private SendLedger Existing() =>
        ledger ?? throw new ClusterSendException(ClusterSendError.NotFound, $"There is no send of the name {Name}.");

    private ClusterProgress Progress(SendLedger own)
    {
        var counts = own.Counts + drive!.Unfinished;
        return new ClusterProgress
        {
            Name = Name,
            State = StateOf(own),
            Reason = own.Mode == SendMode.Stop ? own.Reason
                : own.Mode == SendMode.Run && drive.WaitsWith is not 0 and var code ? ShardDrive.Words(code)
                : null,
            InDoubt = own.Plan.Options.InDoubt,
            AllGiven = own.AllGiven,
            Asked = own.Asked,
            Sent = counts.Sent,
            Failed = counts.Failed,
            Unknown = counts.Unknown,
            Withdrawn = own.Withdrawn,
            NotTaken = Math.Max(counts.Total - own.TakenResults - drive.TakenInPart, 0),
            StartedAt = own.StartedAt,
            EndedAt = own.EndedAt,
        };
    }

    private ClusterSendState StateOf(SendLedger own) => own.Mode switch
    {
        SendMode.Cancel => ClusterSendState.Cancelled,
        _ when own.IsEnded => ClusterSendState.Completed,
        SendMode.Pause => ClusterSendState.Paused,
        SendMode.Stop => ClusterSendState.Stopped,
        _ => drive!.WaitsForConsumer ? ClusterSendState.WaitingForConsumer : ClusterSendState.Running,
    };

    private void Signal()
    {
        var before = changed;
        changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        before.SetResult();
    }

    private Task WaitUntilAsync(Func<bool> isSo) => LongPoll.UntilAsync(isSo, () => changed.Task, LongestWait);

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "Send {Name} of {Identifiers} identifiers is removed: it is over, and its results were taken")]
    private static partial void LogRemoved(ILogger logger, string name, long identifiers);
}
