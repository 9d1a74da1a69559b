using System.Threading.Channels;

namespace RxTim.Journal;

/// <summary>
/// The identifiers that a run sends to, in the form in which a send pulls them, and the way back: which ordinal in the journal the n-th one
/// given has. First those that are pending; then those that a check of doubts finds to lack the message, as it finds them.
/// </summary>
internal sealed class PendingIdentifiers(JournalStore store, IReadOnlyList<OrdinalRange> pending, ChannelReader<OrdinalRange>? found)
    : IAsyncEnumerable<string>
{
    // Guards what was given: the send adds to it, and the journal's writer looks up.
    private readonly Lock gate = new();

    // The ranges that were given, and by range how many were given before it.
    private readonly List<Given> ranges = [];
    private readonly List<long> starts = [];
    private long given;

    // The range of the last one asked for, which the next is mostly in: then the lock is not taken.
    private volatile Given last = new(0, default);

    /// <summary>The ordinal in the journal.</summary>
    public int OrdinalOf(long number)
    {
        var range = last;
        if (!range.Has(number))
            last = range = Find(number);
        return range.OrdinalOf(number);
    }

    public async IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var range in pending)
        {
            Add(range);
            foreach (var identifier in store.Reading.IdentifiersOf(range))
                yield return identifier;
        }
        if (found is null)
            yield break;
        await foreach (var range in found.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            Add(range);
            foreach (var identifier in store.Reading.IdentifiersOf(range))
                yield return identifier;
        }
    }

    private void Add(OrdinalRange range)
    {
        lock (gate)
        {
            ranges.Add(new Given(given, range));
            starts.Add(given);
            given += range.Count;
        }
    }

    private Given Find(long number)
    {
        lock (gate)
        {
            var at = starts.BinarySearch(number);
            return ranges[at >= 0 ? at : ~at - 1];
        }
    }

    // A range, and how many were given before it.
    private sealed record Given(long Start, OrdinalRange Range)
    {
        public bool Has(long number) => number >= Start && number - Start < Range.Count;

        public int OrdinalOf(long number) => Range.First + (int)(number - Start);
    }
}
