namespace RxTim.Orleans;

/// <summary>A set of numbers that mostly stand next to each other, kept as its ranges.</summary>
internal sealed class RangeSet
{
    // In order, and no two touch.
    private readonly List<(int First, int End)> ranges = [];

    public IReadOnlyList<(int First, int End)> Ranges => ranges;

    public bool IsEmpty => ranges.Count == 0;

    public int Count { get; private set; }

    /// <summary>The first number that is not in it.</summary>
    public int FirstOutside => ranges is [(0, var end), ..] ? end : 0;

    public IEnumerable<int> Numbers => ranges.SelectMany(static range => Enumerable.Range(range.First, range.End - range.First));

    public bool Contains(int number)
    {
        var at = IndexOf(number);
        return at >= 0 && number < ranges[at].End;
    }

    /// <summary>False if it has the number already.</summary>
    public bool Add(int number) => !Contains(number) && Add(number, 1);

    /// <summary>Adds numbers none of which it has.</summary>
    public bool Add(int first, int count)
    {
        if (count == 0)
            return false;
        Count += count;
        var at = IndexOf(first);
        var (start, end) = (first, first + count);
        if (at + 1 < ranges.Count && ranges[at + 1].First == end)
        {
            end = ranges[at + 1].End;
            ranges.RemoveAt(at + 1);
        }
        if (at >= 0 && ranges[at].End == start)
            ranges[at] = (ranges[at].First, end);
        else
            ranges.Insert(at + 1, (start, end));
        return true;
    }

    /// <summary>The next number, from this one on, that is not in it.</summary>
    public int NextOutside(int number)
    {
        var at = IndexOf(number);
        return at >= 0 && number < ranges[at].End ? ranges[at].End : number;
    }

    // The last range that begins at the number or before it; -1 if there is none.
    private int IndexOf(int number)
    {
        var (low, high) = (0, ranges.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].First <= number)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return high;
    }
}
