namespace RxTim.Orleans;

/// <summary>Gives a send its identifiers, shard by shard, as far as the cluster takes them; or what is left of them, where others were
/// given before.</summary>
internal sealed class SendStarter(string name, ISendGrain send, GrainCalls calls)
{
    public async Task<ClusterProgress> StartAsync(
        SendRequest request, IAsyncEnumerable<string> identifiers, CancellationToken cancellationToken)
    {
        var intake = await calls.CallAsync(() => send.BeginAsync(request), cancellationToken).ConfigureAwait(false);
        var source = new IdentifierSource(identifiers, calls.Time, cancellationToken);
        await using (source.ConfigureAwait(false))
        {
            while (true)
            {
                if (!await source.TakeAsync(intake.Asked).ConfigureAwait(false) || source.Checksum != intake.Checksum)
                    throw OtherIdentifiers();
                await source.FillAsync(intake.AllGiven ? 1 : intake.IdentifiersPerShard).ConfigureAwait(false);
                if (!source.HasWaiting)
                {
                    return await calls.CallAsync(
                        () => send.EndAsync(source.Taken, source.Checksum), cancellationToken).ConfigureAwait(false);
                }
                if (intake.AllGiven)
                    throw OtherIdentifiers();
                intake = intake.HasRoom
                    ? await GiveAsync(source, intake, cancellationToken).ConfigureAwait(false)
                    : await calls.CallAsync(send.RoomAsync, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private Task<SendIntake> GiveAsync(IdentifierSource source, SendIntake intake, CancellationToken cancellationToken)
    {
        var (identifiers, after) = source.Next(intake.IdentifiersPerShard);
        var content = new ShardContent(source.Taken, identifiers.Length, IdentifierBlock.Pack(identifiers));
        var offer = new ShardOffer(intake.Shards, source.Checksum, after, content);
        return calls.CallAsync(() => send.AddAsync(offer), cancellationToken);
    }

    private ClusterSendException OtherIdentifiers() =>
        new(ClusterSendError.NameTaken, $"The name {name} belongs to a send to other identifiers.");
}
