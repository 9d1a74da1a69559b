namespace RxTim.Orleans;

/// <summary>A part of a send: some identifiers, their results, and the work on them. Its key is the send's name, a slash and its
/// number.</summary>
[Alias("RxTim.IShardGrain")]
internal interface IShardGrain : IGrainWithStringKey
{
    /// <summary>Stores who the shard goes to; in place of others, for the send accepts it after this only.</summary>
    [Alias("Put"), ResponseTimeout("00:00:15")]
    Task PutAsync(ShardContent content);

    /// <summary>Works on the shard as the order says.</summary>
    /// <returns>How it stands, at the next change or about a second later.</returns>
    [Alias("Run"), ResponseTimeout("00:00:15")]
    Task<ShardStatus> RunAsync(ShardOrder order);

    /// <summary>Says what is asked of it now, without waiting for anything.</summary>
    [Alias("Tell"), ResponseTimeout("00:00:05")]
    Task TellAsync(SendMode mode);

    /// <summary>Reads results that are in storage.</summary>
    /// <param name="from">How many of the shard's results the reader has.</param>
    /// <param name="most">The most that it takes.</param>
    /// <param name="wait">How long to wait for one.</param>
    [Alias("Read"), ResponseTimeout("00:00:10")]
    Task<ResultBatch> ReadAsync(int from, int most, TimeSpan wait);

    /// <summary>From whom the message is taken back already, among some. A withdrawal asks it before it takes back from these.</summary>
    /// <param name="from">The position of the first result that is looked at.</param>
    /// <param name="most">How many results are looked at.</param>
    /// <returns>Their places in the shard, from 0.</returns>
    [Alias("Withdrawn"), ResponseTimeout("00:00:15")]
    Task<int[]> WithdrawnAsync(int from, int most);

    /// <summary>Takes the message back from some who have it or may have it. It may be said again, where no answer came.</summary>
    /// <param name="plan">The send's.</param>
    /// <param name="from">The position of the first result that is looked at.</param>
    /// <param name="most">How many results are looked at.</param>
    /// <param name="before">Who had lost it before this withdrawal came to these: they have no entry. Who lost it since, by a call whose
    /// answer was not heard, has one.</param>
    [Alias("Withdraw"), ResponseTimeout("00:10:00")]
    Task<WithdrawBatch> WithdrawAsync(SendPlan plan, int from, int most, int[] before);

    /// <summary>Removes all of it from storage.</summary>
    [Alias("Remove")]
    Task RemoveAsync();
}

/// <summary>What a shard is to do.</summary>
/// <param name="Mode">What is said of the send.</param>
/// <param name="Plan">What the shard has to know to work; null where it knows, as far as the send can tell.</param>
[GenerateSerializer, Immutable, Alias("RxTim.ShardOrder")]
internal sealed record ShardOrder([property: Id(0)] SendMode Mode, [property: Id(1)] SendPlan? Plan);

/// <summary>How a shard stands.</summary>
/// <param name="State">What it does.</param>
/// <param name="Counts">What its results say so far.</param>
/// <param name="Taken">How many results a consumer has had.</param>
/// <param name="Code">What stopped it, or what it waits for the backend with; 0 where nothing does.</param>
/// <param name="Reason">What stopped it, in words.</param>
[GenerateSerializer, Immutable, Alias("RxTim.ShardStatus")]
internal sealed record ShardStatus(
    [property: Id(0)] ShardState State, [property: Id(1)] SendCounts Counts, [property: Id(2)] int Taken, [property: Id(3)] int Code,
    [property: Id(4)] string Reason);

/// <summary>What a shard does.</summary>
internal enum ShardState
{
    /// <summary>Nothing, because it does not know the send's plan.</summary>
    NeedsPlan,

    /// <summary>It works.</summary>
    Working,

    /// <summary>It rests, as it was told.</summary>
    Resting,

    /// <summary>It ended, because the backend takes no call of this app.</summary>
    Stopped,

    /// <summary>Nothing more will come.</summary>
    Finished,

    /// <summary>Storage has nothing of it: it was removed.</summary>
    Missing,
}

/// <summary>What became of the taking back from some of a shard.</summary>
/// <param name="Entries">By identifier.</param>
/// <param name="Next">The position to go on from; -1 after the last.</param>
/// <param name="Code">What stopped it, if something did.</param>
/// <param name="Reason">The same in words.</param>
[GenerateSerializer, Immutable, Alias("RxTim.WithdrawBatch")]
internal sealed record WithdrawBatch(
    [property: Id(0)] WithdrawEntry[] Entries, [property: Id(1)] int Next, [property: Id(2)] int Code, [property: Id(3)] string Reason);

/// <summary>A <see cref="WithdrawResult"/> on its way.</summary>
[GenerateSerializer, Immutable, Alias("RxTim.WithdrawEntry")]
internal readonly record struct WithdrawEntry(
    [property: Id(0)] string Identifier, [property: Id(1)] int Code, [property: Id(2)] string Desc, [property: Id(3)] WithdrawOutcome Outcome,
    [property: Id(4)] string? Key, [property: Id(5)] int Attempts, [property: Id(6)] long Ordinal);

/// <summary>Results of a shard, in the order in which they came.</summary>
/// <param name="First">The place of the shard's first identifier in the whole send.</param>
/// <param name="Runs">The results.</param>
/// <param name="Identifiers">Whose they are, one by one.</param>
/// <param name="IsLast">Whether nothing follows them.</param>
/// <param name="IsMissing">Whether the shard was removed.</param>
[GenerateSerializer, Immutable, Alias("RxTim.ResultBatch")]
internal sealed record ResultBatch(
    [property: Id(0)] long First, [property: Id(1)] ResultRun[] Runs, [property: Id(2)] string[] Identifiers, [property: Id(3)] bool IsLast,
    [property: Id(4)] bool IsMissing = false)
{
    public static readonly ResultBatch Missing = new(0, [], [], IsLast: true, IsMissing: true);
}
