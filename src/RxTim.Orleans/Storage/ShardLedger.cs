namespace RxTim.Orleans;

/// <summary>How far a shard is: who was handed over, who is in doubt, and the results. It is in storage before anything follows from
/// it.</summary>
internal sealed class ShardLedger
{
    private const ulong Version = 1;

    private readonly Standing[] standings;
    private readonly ResultLog log;

    private ShardLedger(int count, ResultLog log)
    {
        standings = new Standing[count];
        this.log = log;
    }

    public int Count => standings.Length;

    /// <summary>How many activations have worked on the shard, this one included once it has begun.</summary>
    public ulong Epoch { get; private set; }

    /// <summary>Whether nothing more will come.</summary>
    public bool IsFinished { get; private set; }

    public int Sent { get; private set; }

    public int Failed { get; private set; }

    public int Unknown { get; private set; }

    /// <summary>From whom the message was taken back.</summary>
    public RangeSet Withdrawn { get; private set; } = new();

    /// <summary>All results.</summary>
    public int Results => log.Total;

    /// <summary>When the first and the last call were handed over; null where none was.</summary>
    public DateTimeOffset? FirstHandOver { get; private set; }

    /// <inheritdoc cref="FirstHandOver"/>
    public DateTimeOffset? LastHandOver { get; private set; }

    public static ShardLedger Empty(int count) => new(count, new ResultLog());

    public Standing At(int ordinal) => standings[ordinal];

    /// <summary>Those that stand so, in order.</summary>
    public int[] Those(Standing standing)
    {
        var found = new List<int>();
        for (var i = 0; i < standings.Length; i++)
        {
            if (standings[i] == standing)
                found.Add(i);
        }
        return [.. found];
    }

    public bool Has(Standing standing) => standings.AsSpan().Contains(standing);

    public void OpenEpoch() => Epoch++;

    public void Finish() => IsFinished = true;

    public void HandOver(int ordinal, DateTimeOffset now)
    {
        Set(ordinal, Standing.HandedOver);
        FirstHandOver ??= now;
        LastHandOver = now;
    }

    public void Put(int ordinal, Standing standing) => Set(ordinal, standing);

    /// <summary>Gives one who has none yet his result; what comes after that is not heard.</summary>
    public void Answer(int ordinal, in StoredAnswer answer, string key)
    {
        if (standings[ordinal] == Standing.Done)
            return;
        Set(ordinal, Standing.Done);
        log.Add(ordinal, answer, key);
        Tally(answer.Outcome, 1);
    }

    public List<ResultRun> Read(int from, int end) => log.Read(from, end);

    public byte[] Encode()
    {
        var bytes = new ByteWriter();
        bytes.Add(Version);
        bytes.Add((ulong)Count);
        bytes.Add(Epoch);
        bytes.Add(IsFinished);
        bytes.Add(FirstHandOver);
        bytes.Add(LastHandOver);
        bytes.Add(Ranges(Standing.HandedOver));
        bytes.Add(Ranges(Standing.InDoubt));
        bytes.Add(Withdrawn);
        bytes.Add(log.Encode());
        return bytes.ToSealed();
    }

    /// <summary>Reads what another activation wrote: nobody waits any longer for the answers that it waited for.</summary>
    /// <exception cref="FormatException">It is not as it was written.</exception>
    public static ShardLedger Decode(ReadOnlySpan<byte> data)
    {
        var bytes = ByteReader.Unseal(data);
        if (bytes.Unsigned() != Version)
            throw ByteReader.Damaged();
        var count = bytes.Count();
        var epoch = bytes.Unsigned();
        var finished = bytes.Flag();
        var (first, last) = (bytes.OptionalTime(), bytes.OptionalTime());
        var (handedOver, inDoubt, withdrawn) = (bytes.Ranges(), bytes.Ranges(), bytes.Ranges());
        var ledger = new ShardLedger(count, ResultLog.Decode(bytes.Bytes()))
        {
            Epoch = epoch,
            IsFinished = finished,
            FirstHandOver = first,
            LastHandOver = last,
            Withdrawn = withdrawn,
        };
        foreach (var ordinal in handedOver.Numbers.Concat(inDoubt.Numbers))
            ledger.standings[ordinal] = Standing.InDoubt;
        foreach (var run in ledger.log.Read(0, ledger.log.Total))
        {
            ledger.standings.AsSpan(run.First, run.Count).Fill(Standing.Done);
            ledger.Tally(run.Answer.Outcome, run.Count);
        }
        return ledger;
    }

    private void Set(int ordinal, Standing standing)
    {
        if (standings[ordinal] != Standing.Done)
            standings[ordinal] = standing;
    }

    private void Tally(SendOutcome outcome, int count)
    {
        switch (outcome)
        {
            case SendOutcome.Sent:
                Sent += count;
                break;
            case SendOutcome.Failed:
                Failed += count;
                break;
            default:
                Unknown += count;
                break;
        }
    }

    private RangeSet Ranges(Standing standing)
    {
        var set = new RangeSet();
        for (var i = 0; i < standings.Length; i++)
        {
            if (standings[i] != standing)
                continue;
            var first = i;
            while (i < standings.Length && standings[i] == standing)
                i++;
            set.Add(first, i - first);
        }
        return set;
    }
}
