namespace RxTim;

/// <summary>Results counted by outcome and code: few kinds, however many results. Not safe for several threads.</summary>
internal sealed class ResultCounts
{
    private readonly List<(SendOutcome Outcome, int Code, long Count)> kinds = [];

    // The kind of the result before: neighbours are mostly alike.
    private int last;

    public IReadOnlyList<(SendOutcome Outcome, int Code, long Count)> Kinds => kinds;

    public long Total { get; private set; }

    public void Add(SendOutcome outcome, int code)
    {
        Total++;
        if (last < kinds.Count && kinds[last].Outcome == outcome && kinds[last].Code == code)
        {
            kinds[last] = (outcome, code, kinds[last].Count + 1);
            return;
        }
        last = kinds.FindIndex(kind => kind.Outcome == outcome && kind.Code == code);
        if (last < 0)
        {
            last = kinds.Count;
            kinds.Add((outcome, code, 0));
        }
        kinds[last] = (outcome, code, kinds[last].Count + 1);
    }

    public void Clear()
    {
        kinds.Clear();
        Total = 0;
    }

    public long Of(SendOutcome outcome) => kinds.Where(kind => kind.Outcome == outcome).Sum(static kind => kind.Count);

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
