namespace RxTim;

/// <summary>Results counted by outcome and code: few kinds, however many results. Not safe for several threads.</summary>
internal sealed class ResultCounts
{
    private readonly List<(SendOutcome Outcome, int Code, long Count)> kinds = [];

    /// <summary>How many of each kind, in the order in which the kinds came.</summary>
    public List<(SendOutcome Outcome, int Code, long Count)> Kinds => kinds;

    public long Total { get; private set; }

    /// <summary>Counts results: neighbours are mostly alike, so each kind in a row is looked up once.</summary>
    public void Add(ReadOnlySpan<MsgBatchSendResult> results)
    {
        for (var next = 0; next < results.Length;)
        {
            var (outcome, code) = (results[next].Outcome, results[next].Code);
            var first = next++;
            while (next < results.Length && results[next].Code == code && results[next].Outcome == outcome)
                next++;
            Add(outcome, code, next - first);
        }
    }

    /// <summary>Counts so many of one kind.</summary>
    public void Add(SendOutcome outcome, int code, long count)
    {
        Total += count;
        for (var i = 0; i < kinds.Count; i++)
        {
            if (kinds[i].Outcome != outcome || kinds[i].Code != code)
                continue;
            kinds[i] = (outcome, code, kinds[i].Count + count);
            return;
        }
        kinds.Add((outcome, code, count));
    }

    public void Clear()
    {
        kinds.Clear();
        Total = 0;
    }

    public long Of(SendOutcome outcome)
    {
        var count = 0L;
        foreach (var kind in kinds)
            count += kind.Outcome == outcome ? kind.Count : 0;
        return count;
    }

    /// <summary>How many have a code of that kind, and the first such code.</summary>
    public (long Count, int Code) Where(Func<SendOutcome, int, bool> matches)
    {
        var (count, code) = (0L, 0);
        foreach (var kind in kinds)
        {
            if (!matches(kind.Outcome, kind.Code))
                continue;
            code = count == 0 ? kind.Code : code;
            count += kind.Count;
        }
        return (count, code);
    }
}
