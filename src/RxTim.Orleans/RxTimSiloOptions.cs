namespace RxTim.Orleans;

/// <summary>How a silo sends, and what it keeps.</summary>
public sealed class RxTimSiloOptions
{
    /// <summary>The storage that is used where <see cref="StorageName"/> is not set: <c>RxTim</c>, and the default one where there is none
    /// of that name.</summary>
    public const string DefaultStorageName = "RxTim";

    /// <summary>Makes the silo's backend. It has to be given.</summary>
    public Func<IServiceProvider, IMsgBatchTransport>? Transport { get; set; }

    /// <summary>Makes what <see cref="InDoubtPolicy.Check"/> asks; without it, no send can be started that checks.</summary>
    public Func<IServiceProvider, IMessageHistory>? History { get; set; }

    /// <summary>Makes what <see cref="IClusterSends.WithdrawAsync"/> takes messages back with; without it, none can be.</summary>
    public Func<IServiceProvider, IMessageWithdrawal>? Withdrawal { get; set; }

    /// <summary>
    /// How calls are cut, waited for and retried on this silo. Three options are the cluster's own: each identifier is sent to once,
    /// whatever <see cref="TimClientOptions.Duplicates"/> says; unless <see cref="TimClientOptions.MaxConcurrentCalls"/> is given, as many
    /// calls of a shard are in flight as carry 8,000 identifiers; and unknown outcomes are for the send's policy, not for
    /// <see cref="RetryOptions.RetryUnknown"/>.
    /// </summary>
    public TimClientOptions Client { get; set; } = new();

    /// <summary>How fast all silos send together, withdrawals and look-ups of a history included; null, the default, for no limit. It takes
    /// the place of the limiters of <see cref="Client"/>, which are a silo's own. All silos of one quota have to say the same.</summary>
    public ClusterPace? Pace { get; set; }

    /// <summary>The name of the grain storage. It has to keep ETags, as all of Orleans' do.</summary>
    public string StorageName { get; set; } = DefaultStorageName;

    /// <summary>Identifiers in a shard, the unit that silos share; 1 to 65,536. 10,000 by default. The silo on which a send is started
    /// decides.</summary>
    public int IdentifiersPerShard { get; set; } = 10_000;

    /// <summary>Shards of one send that are at work at one time; at least 1. By default eight for each silo.</summary>
    public int? ActiveShards { get; set; }

    /// <summary>Finished shards of one send whose results no consumer has taken; at least 1. Beyond it the send waits. 256 by
    /// default.</summary>
    public int MostShardsNotTaken { get; set; } = 256;

    /// <summary>How long results stay in storage after a consumer has taken them, in whole minutes, upwards; and a send that is over, after
    /// all are taken. 1 hour by default; zero or more, under 49 days.</summary>
    public TimeSpan ResultRetention { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a silo that stops waits for the calls in flight of each of its shards; under 49 days. 25 seconds by default. Who is
    /// not answered by then is in doubt. The host has to give the silo that long: <c>HostOptions.ShutdownTimeout</c>, 30 seconds unless it
    /// is set.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Checks the options, as a silo does when it starts.</summary>
    /// <exception cref="ArgumentException">One is missing or out of its range; the message names it.</exception>
    public void Validate()
    {
        if (Transport is null)
            throw new ArgumentNullException(nameof(Transport), "A silo needs a backend to send with.");
        ArgumentNullException.ThrowIfNull(Client);
        Client.Validate();
        Pace?.Validate();
        ArgumentNullException.ThrowIfNull(StorageName);
        if (IdentifiersPerShard is < 1 or > 65_536)
            throw new ArgumentOutOfRangeException(nameof(IdentifiersPerShard), IdentifiersPerShard, "Must be 1 to 65,536.");
        if (ActiveShards < 1)
            throw new ArgumentOutOfRangeException(nameof(ActiveShards), ActiveShards, "At least one shard at a time.");
        if (MostShardsNotTaken < 1)
            throw new ArgumentOutOfRangeException(nameof(MostShardsNotTaken), MostShardsNotTaken, "At least one shard.");
        if (DrainTimeout < TimeSpan.Zero || DrainTimeout.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(DrainTimeout), DrainTimeout, "Must be zero or more, and under 49 days.");
        if (ResultRetention < TimeSpan.Zero || ResultRetention.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(ResultRetention), ResultRetention, "Must be zero or more, and under 49 days.");
    }
}
