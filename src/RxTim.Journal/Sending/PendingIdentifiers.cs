namespace RxTim.Journal;

/// <summary>
/// The identifiers that a run sends to, in the form in which a send pulls them, and the way back: which ordinal in the journal the n-th one
/// given has.
/// </summary>
internal sealed class PendingIdentifiers : IAsyncEnumerable<string>
{
    private readonly BlockReader identifiers;
    private readonly List<OrdinalRange> ranges;

    // By range: how many come before it.
    private readonly long[] starts;

    // The range of the last one asked for, which the next is mostly in.
    private int last;

    public PendingIdentifiers(BlockReader identifiers, List<OrdinalRange> ranges)
    {
        this.identifiers = identifiers;
        this.ranges = ranges;
        starts = new long[ranges.Count];
        for (var i = 1; i < starts.Length; i++)
            starts[i] = starts[i - 1] + ranges[i - 1].Count;
    }

    /// <summary>The ordinal in the journal. To be asked by one thread at a time.</summary>
    public int OrdinalOf(long given)
    {
        var offset = given - starts[last];
        if (offset < 0 || offset >= ranges[last].Count)
        {
            var found = Array.BinarySearch(starts, given);
            last = found >= 0 ? found : ~found - 1;
            offset = given - starts[last];
        }
        return ranges[last].First + (int)offset;
    }

    public IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Enumerator(identifiers, ranges);

    // It reads a block in a few hundred microseconds, once in 4,096 identifiers, so it does not wait for the disk elsewhere.
    private sealed class Enumerator(BlockReader identifiers, List<OrdinalRange> ranges) : IAsyncEnumerator<string>
    {
        private int range;
        private int offset = -1;

        public string Current { get; private set; } = "";

        public ValueTask<bool> MoveNextAsync()
        {
            if (range < ranges.Count && ++offset == ranges[range].Count)
            {
                range++;
                offset = 0;
            }
            if (range >= ranges.Count)
                return new ValueTask<bool>(false);
            Current = identifiers.IdentifierAt(ranges[range].First + offset);
            return new ValueTask<bool>(true);
        }

        public ValueTask DisposeAsync() => default;
    }
}
