namespace RxTim.Orleans;

/// <summary>A send: it knows how far it is, and drives its shards. Its key is its name.</summary>
/// <remarks>A call that a silo took with it as it fell may be heard of no more: it is called again after its timeout, so those are
/// short.</remarks>
[Alias("RxTim.ISendGrain")]
internal interface ISendGrain : IGrainWithStringKey
{
    /// <summary>Makes the send, or goes on with it.</summary>
    /// <returns>How far its identifiers are given.</returns>
    [Alias("Begin"), ResponseTimeout("00:00:10")]
    Task<SendIntake> BeginAsync(SendRequest request);

    /// <summary>Gives it the next shard.</summary>
    /// <returns>How far its identifiers are given now; by another caller, where this shard was not the next.</returns>
    [Alias("Add"), ResponseTimeout("00:00:20")]
    Task<SendIntake> AddAsync(ShardOffer offer);

    /// <summary>Waits until it takes shards.</summary>
    /// <returns>How far its identifiers are given; it may have no room still.</returns>
    [Alias("Room"), ResponseTimeout("00:00:10")]
    Task<SendIntake> RoomAsync();

    /// <summary>Says that all identifiers are given.</summary>
    [Alias("End"), ResponseTimeout("00:00:10")]
    Task<ClusterProgress> EndAsync(long asked, ulong checksum);

    /// <summary>How far it is; null if there is no such send.</summary>
    [Alias("Progress"), ResponseTimeout("00:00:10")]
    Task<ClusterProgress?> ProgressAsync();

    /// <summary>Pauses, resumes or cancels it.</summary>
    [Alias("Tell"), ResponseTimeout("00:00:10")]
    Task<ClusterProgress> TellAsync(SendMode mode);

    /// <summary>What a reader of its results has to know.</summary>
    /// <param name="shards">How many shards the reader knows: it waits for more, or for the end.</param>
    [Alias("View"), ResponseTimeout("00:00:10")]
    Task<SendView> ViewAsync(int shards);

    /// <summary>What has to be known to take its messages back; null if there is no such send.</summary>
    [Alias("Plan"), ResponseTimeout("00:00:10")]
    Task<SendEnding?> EndingAsync();

    /// <summary>From so many of a shard the message was taken back, all in all. It may be said again.</summary>
    [Alias("SetWithdrawn"), ResponseTimeout("00:00:10")]
    Task SetWithdrawnAsync(int shard, int total);

    /// <summary>A consumer has all results of some shards.</summary>
    /// <param name="whole">Of all shards before this one.</param>
    /// <param name="others">And of these.</param>
    [Alias("Take"), ResponseTimeout("00:00:10")]
    Task TakeAsync(int whole, int[] others);
}

/// <summary>A send as its caller wants it.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.SendRequest")]
internal sealed record SendRequest(
    [property: Id(0)] byte[] Message, [property: Id(1)] ClusterSendOptions Options, [property: Id(2)] string? Trace);

/// <summary>A shard that a caller gives.</summary>
/// <param name="Shard">Its number.</param>
/// <param name="Before">The checksum of all identifiers before it.</param>
/// <param name="After">The checksum of all, its own included.</param>
/// <param name="Content">Who it goes to.</param>
[GenerateSerializer, Immutable, Alias("RxTim.ShardOffer")]
internal sealed record ShardOffer(
    [property: Id(0)] int Shard, [property: Id(1)] ulong Before, [property: Id(2)] ulong After, [property: Id(3)] ShardContent Content);

/// <summary>How far a send's identifiers are given.</summary>
/// <param name="Shards">How many shards.</param>
/// <param name="Asked">How many identifiers.</param>
/// <param name="Checksum">Over them all.</param>
/// <param name="AllGiven">Whether they are all.</param>
/// <param name="HasRoom">Whether it takes another shard now.</param>
/// <param name="IdentifiersPerShard">How many identifiers the next one should have at most.</param>
[GenerateSerializer, Immutable, Alias("RxTim.SendIntake")]
internal sealed record SendIntake(
    [property: Id(0)] int Shards, [property: Id(1)] long Asked, [property: Id(2)] ulong Checksum, [property: Id(3)] bool AllGiven,
    [property: Id(4)] bool HasRoom, [property: Id(5)] int IdentifiersPerShard);

/// <summary>A send whose messages are to be taken back.</summary>
/// <param name="IsEnded">Whether it is over.</param>
/// <param name="Shards">How many shards it has.</param>
/// <param name="Plan">How it was sent.</param>
[GenerateSerializer, Immutable, Alias("RxTim.SendEnding")]
internal sealed record SendEnding([property: Id(0)] bool IsEnded, [property: Id(1)] int Shards, [property: Id(2)] SendPlan Plan);

/// <summary>What a reader of results has to know of a send.</summary>
/// <param name="Exists">Whether there is one.</param>
/// <param name="Shards">How many shards it has so far.</param>
/// <param name="AtOnce">How many of them are at work at one time.</param>
/// <param name="IsEnded">Whether no other shard will come, and all are finished.</param>
[GenerateSerializer, Immutable, Alias("RxTim.SendView")]
internal sealed record SendView(
    [property: Id(0)] bool Exists, [property: Id(1)] int Shards, [property: Id(2)] int AtOnce, [property: Id(3)] bool IsEnded);
