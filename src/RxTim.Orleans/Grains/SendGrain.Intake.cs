namespace RxTim.Orleans;

/// <summary>How a send comes to be and is given its identifiers: a shard at a time, in order, and no faster than they are sent to.</summary>
internal sealed partial class SendGrain
{
    // Complete when no shard is being taken in.
    private Task taking = Task.CompletedTask;

    public async Task<SendIntake> BeginAsync(SendRequest request)
    {
        if (ledger is { } known)
        {
            if (!known.Plan.Message.AsSpan().SequenceEqual(request.Message))
                throw new ClusterSendException(ClusterSendError.NameTaken, $"The name {Name} belongs to a send of another message.");
            if (known.Plan.Options.InDoubt != request.Options.InDoubt)
            {
                throw new ClusterSendException(
                    ClusterSendError.NameTaken, $"The name {Name} belongs to a send of another policy: {known.Plan.Options.InDoubt}.");
            }
            ThrowIfCancelled(known);
            await saver!.SavedAsync();
            return Intake(known);
        }
        if (request.Options.InDoubt == InDoubtPolicy.Check && sending.History is null)
            throw new ClusterSendException(ClusterSendError.NotSupported, "The silos were given no history, so nobody in doubt can be checked.");
        using var span = ShardSpan.BeginTake(request.Trace);
        var message = Message.Parse(request.Message);
        var stamp = (OwnOrDrawn(message.Rand), OwnOrDrawn(message.Seq));
        var made = new SendLedger(
            new SendPlan(request.Message, stamp.Item1, stamp.Item2, request.Options, span?.Id ?? request.Trace), Time.GetUtcNow());
        await GrainFactory.GetGrain<ISendsGrain>(ISendsGrain.Key).AddAsync(Name, made.StartedAt);
        await reminder.KeepAsync(this.GetGrainId());
        if (ledger is not null)
            return await BeginAsync(request);
        Open(made);
        await saver!.SaveAsync();
        return Intake(made);
    }

    public async Task<SendIntake> AddAsync(ShardOffer offer)
    {
        var own = Existing();
        var before = taking;
        var done = new TaskCompletionSource();
        taking = done.Task;
        await before;
        try
        {
            return await TakeInAsync(own, offer);
        }
        finally
        {
            done.SetResult();
        }
    }

    // One at a time, for whoever comes second may give other identifiers.
    private async Task<SendIntake> TakeInAsync(SendLedger own, ShardOffer offer)
    {
        ThrowIfCancelled(own);
        if (offer.Shard == own.Shards && offer.Before == own.Checksum && offer.Content.First == own.Asked && !own.AllGiven)
        {
            var shard = GrainFactory.GetGrain<IShardGrain>(ShardKey.Of(Name, offer.Shard));
            await shard.PutAsync(offer.Content);
            // Meanwhile the send may have been cancelled, or another caller has said that his were all: then nobody works on the shard.
            ThrowIfCancelled(own);
            if (own.AllGiven)
                return Intake(own);
            own.Accept(offer.Content.Count, offer.After);
            await saver!.SaveAsync();
            drive!.Go();
            Signal();
        }
        await saver!.SavedAsync();
        return Intake(own);
    }

    public async Task<SendIntake> RoomAsync()
    {
        var own = Existing();
        await WaitUntilAsync(() => HasRoom(own) || own.Mode == SendMode.Cancel);
        ThrowIfCancelled(own);
        return Intake(own);
    }

    public async Task<ClusterProgress> EndAsync(long asked, ulong checksum)
    {
        var own = Existing();
        ThrowIfCancelled(own);
        if (own.Asked != asked || own.Checksum != checksum)
            throw new ClusterSendException(ClusterSendError.NameTaken, $"The name {Name} belongs to a send to other identifiers.");
        if (!own.AllGiven)
        {
            own.AllGiven = true;
            drive!.Go();
            await saver!.SaveAsync();
            Signal();
        }
        await saver!.SavedAsync();
        return Progress(own);
    }

    private void ThrowIfCancelled(SendLedger own)
    {
        if (own.Mode == SendMode.Cancel)
            throw new ClusterSendException(ClusterSendError.Cancelled, $"The send {Name} was cancelled, so it takes no identifiers.");
    }

    // As many shards ahead of those at work as work at one time.
    private bool HasRoom(SendLedger own) => own.Shards - own.Finished.Count < 2 * ActiveShards;

    private SendIntake Intake(SendLedger own) =>
        new(own.Shards, own.Asked, own.Checksum, own.AllGiven, HasRoom(own), options.IdentifiersPerShard);

    private static uint OwnOrDrawn(ulong? own) =>
        (uint)own.GetValueOrDefault() is not 0 and var number ? number : (uint)Random.Shared.NextInt64(1, 1L + uint.MaxValue);
}
