namespace RxTim.Orleans;

/// <summary>How far a send is. It stays small however many shards there are: those that are finished, taken or removed are mostly the first
/// so many.</summary>
internal sealed class SendLedger(SendPlan plan, DateTimeOffset startedAt)
{
    private const ulong Version = 2;

    // Those whom a consumer has in whole before the send has heard that they are finished, and when they are to be removed.
    private readonly SortedDictionary<int, DateTimeOffset> takenEarly = [];

    // By finished shard that is not taken: how many results it has. Bounded, for a send waits where too many are not taken.
    private readonly SortedDictionary<int, long> untaken = [];

    // What is removed stands in groups, so that an hour of sending is a few dozen of them.
    private readonly List<(DateTimeOffset Due, RangeSet Shards)> toRemove = [];

    // By shard: from how many the message was taken back, as the shard said last.
    private readonly SortedDictionary<int, int> withdrawn = [];

    public SendPlan Plan => plan;

    public DateTimeOffset StartedAt => startedAt;

    public DateTimeOffset? EndedAt { get; private set; }

    public SendMode Mode { get; set; }

    /// <summary>Why it stopped by itself.</summary>
    public string Reason { get; set; } = "";

    /// <summary>How many shards were accepted, of how many identifiers, with which checksum over all of them.</summary>
    public int Shards { get; private set; }

    public long Asked { get; private set; }

    public ulong Checksum { get; private set; } = IdentifierChecksum.Empty.Value;

    public bool AllGiven { get; set; }

    /// <summary>What the finished shards' results say.</summary>
    public SendCounts Counts { get; private set; }

    /// <summary>Results in shards that were taken in whole.</summary>
    public long TakenResults { get; private set; }

    /// <summary>From how many the message was taken back.</summary>
    public long Withdrawn { get; private set; }

    public RangeSet Finished { get; private set; } = new();

    public RangeSet Taken { get; private set; } = new();

    public RangeSet Removed { get; private set; } = new();

    public bool IsEnded => EndedAt is not null;

    public bool MayEnd => !IsEnded && Finished.Count == Shards && (AllGiven || Mode == SendMode.Cancel);

    /// <summary>When everything of it may be removed; null while a consumer is waited for.</summary>
    public DateTimeOffset? Expires { get; private set; }

    public void Accept(int count, ulong checksum)
    {
        Shards++;
        Asked += count;
        Checksum = checksum;
    }

    public void Finish(int shard, SendCounts counts)
    {
        if (!Finished.Add(shard))
            return;
        Counts += counts;
        untaken.Add(shard, counts.Total);
        if (takenEarly.Remove(shard, out var removedAt))
            Take(shard, removedAt);
    }

    public void End(DateTimeOffset now) => EndedAt = now;

    /// <summary>A consumer has all results of a shard.</summary>
    /// <returns>False if that was known.</returns>
    public bool Take(int shard, DateTimeOffset removedAt)
    {
        if (!untaken.Remove(shard, out var results))
            return shard < Shards && !Finished.Contains(shard) && takenEarly.TryAdd(shard, removedAt);
        Taken.Add(shard);
        TakenResults += results;
        // To the minute, upwards.
        var due = new DateTimeOffset((removedAt.UtcTicks / TimeSpan.TicksPerMinute + 1) * TimeSpan.TicksPerMinute, TimeSpan.Zero);
        if (toRemove is not [.., var (last, _)] || last < due)
            toRemove.Add((due, new RangeSet()));
        toRemove[^1].Shards.Add(shard);
        return true;
    }

    public bool ExpireAt(DateTimeOffset time)
    {
        if (!IsEnded || Taken.Count < Shards || Expires is not null)
            return false;
        Expires = time;
        return true;
    }

    /// <summary>Some of the shards whose time is over; the next call has others once these are said to be removed.</summary>
    /// <remarks>One behind a shard that is not taken stays: a consumer's cursor begins at the first that he has not in whole, and he reads on
    /// from there.</remarks>
    public int[] DueToRemove(DateTimeOffset now, int most) =>
    [
        .. toRemove.Where(group => group.Due <= now)
            .SelectMany(static group => group.Shards.Numbers)
            .Where(shard => shard < Taken.FirstOutside && !Removed.Contains(shard))
            .Take(most),
    ];

    public void Remove(IEnumerable<int> shards)
    {
        foreach (var shard in shards)
            Removed.Add(shard);
        toRemove.RemoveAll(group => group.Shards.Numbers.All(Removed.Contains));
    }

    /// <summary>The message was taken back from so many of a shard, all in all.</summary>
    /// <returns>False if that was known.</returns>
    public bool Withdraw(int shard, int total)
    {
        var known = withdrawn.GetValueOrDefault(shard);
        if (total <= known)
            return false;
        withdrawn[shard] = total;
        Withdrawn += total - known;
        return true;
    }

    public byte[] Encode()
    {
        var bytes = new ByteWriter();
        bytes.Add(Version);
        plan.Encode(bytes);
        bytes.Add(startedAt);
        bytes.Add(EndedAt);
        bytes.Add(Expires);
        bytes.Add((ulong)Mode);
        bytes.Add(Reason);
        bytes.Add((ulong)Shards);
        bytes.Add(Asked);
        bytes.Add(Checksum);
        bytes.Add(AllGiven);
        bytes.Add(Counts.Sent);
        bytes.Add(Counts.Failed);
        bytes.Add(Counts.Unknown);
        bytes.Add(TakenResults);
        bytes.Add(Finished);
        bytes.Add(Taken);
        bytes.Add(Removed);
        foreach (var results in untaken.Values)
            bytes.Add(results);
        bytes.Add((ulong)toRemove.Count);
        foreach (var (due, shards) in toRemove)
        {
            bytes.Add(due);
            bytes.Add(shards);
        }
        bytes.Add((ulong)takenEarly.Count);
        foreach (var (shard, due) in takenEarly)
        {
            bytes.Add((ulong)shard);
            bytes.Add(due);
        }
        bytes.Add((ulong)withdrawn.Count);
        foreach (var (shard, total) in withdrawn)
        {
            bytes.Add((ulong)shard);
            bytes.Add((ulong)total);
        }
        return bytes.ToSealed();
    }

    /// <exception cref="FormatException">It is not as it was written.</exception>
    public static SendLedger Decode(ReadOnlySpan<byte> data)
    {
        var bytes = ByteReader.Unseal(data);
        if (bytes.Unsigned() != Version)
            throw ByteReader.Damaged();
        var ledger = new SendLedger(SendPlan.Decode(ref bytes), bytes.Time())
        {
            EndedAt = bytes.OptionalTime(),
            Expires = bytes.OptionalTime(),
            Mode = (SendMode)bytes.Count(),
            Reason = bytes.Text(),
            Shards = bytes.Count(),
            Asked = bytes.Number(),
            Checksum = bytes.Unsigned(),
            AllGiven = bytes.Flag(),
            Counts = new SendCounts(bytes.Number(), bytes.Number(), bytes.Number()),
            TakenResults = bytes.Number(),
            Finished = bytes.Ranges(),
            Taken = bytes.Ranges(),
            Removed = bytes.Ranges(),
        };
        foreach (var shard in ledger.Finished.Numbers.Where(shard => !ledger.Taken.Contains(shard)))
            ledger.untaken.Add(shard, bytes.Number());
        for (var left = bytes.Count(); left > 0; left--)
            ledger.toRemove.Add((bytes.Time(), bytes.Ranges()));
        for (var left = bytes.Count(); left > 0; left--)
            ledger.takenEarly.Add(bytes.Count(), bytes.Time());
        for (var left = bytes.Count(); left > 0; left--)
            ledger.Withdraw(bytes.Count(), bytes.Count());
        return ledger;
    }
}
