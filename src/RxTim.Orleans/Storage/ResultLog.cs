namespace RxTim.Orleans;

/// <summary>The results of a shard in the order in which they came. It only grows, and what was encoded once is not encoded
/// again.</summary>
internal sealed class ResultLog
{
    private readonly List<ResultRun> runs = [];

    // By run: how many results came before it.
    private readonly List<int> starts = [];

    // The runs up to here, as bytes; and what they have in common, in the order in which it was met.
    private readonly ByteWriter encoded = new();
    private readonly List<StoredAnswer> answers = [];
    private readonly Dictionary<StoredAnswer, int> answerNumbers = [];
    private int encodedRuns;
    private string encodedKey = "";

    public int Total { get; private set; }

    public void Add(int ordinal, in StoredAnswer answer, string key)
    {
        if (runs.Count > encodedRuns && runs[^1] is var last && last.End == ordinal && last.Key == key && last.Answer == answer)
            runs[^1] = last with { Count = last.Count + 1 };
        else
            Add(new ResultRun(ordinal, 1, answer, key));
        Total++;
    }

    /// <summary>Results from a position on, cut where the position or the end is within a run.</summary>
    public List<ResultRun> Read(int from, int end)
    {
        var some = new List<ResultRun>();
        var at = starts.BinarySearch(from);
        for (var i = at >= 0 ? at : ~at - 1; i >= 0 && i < runs.Count && starts[i] < end; i++)
        {
            var skip = Math.Max(from - starts[i], 0);
            var count = Math.Min(runs[i].Count, end - starts[i]) - skip;
            if (count > 0)
                some.Add(runs[i] with { First = runs[i].First + skip, Count = count });
        }
        return some;
    }

    public ReadOnlySpan<byte> Encode()
    {
        for (; encodedRuns < runs.Count; encodedRuns++)
            Encode(runs[encodedRuns]);
        return encoded.Written;
    }

    public static ResultLog Decode(ReadOnlySpan<byte> data)
    {
        var log = new ResultLog();
        var bytes = new ByteReader(data);
        var key = "";
        while (!bytes.IsAtEnd)
        {
            var (first, count, number) = (bytes.Count(), bytes.Count(), bytes.Count());
            if (number == log.answers.Count)
                log.Define(new StoredAnswer((int)bytes.Number(), bytes.Text(), (SendOutcome)bytes.Count(), bytes.Count()));
            var common = bytes.Count();
            if (number >= log.answers.Count || common > key.Length)
                throw ByteReader.Damaged();
            key = string.Concat(key.AsSpan(0, common), bytes.Text());
            log.Add(new ResultRun(first, count, log.answers[number], key));
            log.Total += count;
        }
        log.encodedKey = key;
        log.encodedRuns = log.runs.Count;
        log.encoded.Append(data);
        return log;
    }

    private void Add(in ResultRun run)
    {
        starts.Add(Total);
        runs.Add(run);
    }

    private void Encode(in ResultRun run)
    {
        encoded.Add((ulong)run.First);
        encoded.Add((ulong)run.Count);
        var isNew = !answerNumbers.TryGetValue(run.Answer, out var number);
        encoded.Add((ulong)(isNew ? answers.Count : number));
        if (isNew)
        {
            Define(run.Answer);
            encoded.Add((long)run.Answer.Code);
            encoded.Add(run.Answer.Desc);
            encoded.Add((ulong)run.Answer.Outcome);
            encoded.Add((ulong)run.Answer.Attempts);
        }
        var common = encodedKey.AsSpan().CommonPrefixLength(run.Key);
        encoded.Add((ulong)common);
        encoded.Add(run.Key[common..]);
        encodedKey = run.Key;
    }

    private void Define(StoredAnswer answer)
    {
        answerNumbers.Add(answer, answers.Count);
        answers.Add(answer);
    }
}
