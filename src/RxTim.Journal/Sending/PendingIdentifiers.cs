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
    private readonly List<OrdinalRange> ranges = [];
    private readonly List<long> starts = [];
    private long given;

    // The range of the last one asked for, which the next is mostly in.
    private int last;

    /// <summary>The ordinal in the journal.</summary>
    public int OrdinalOf(long number)
    {
        lock (gate)
        {
            var offset = number - starts[last];
            if (offset < 0 || offset >= ranges[last].Count)
            {
                var at = starts.BinarySearch(number);
                last = at >= 0 ? at : ~at - 1;
                offset = number - starts[last];
            }
            return ranges[last].First + (int)offset;
        }
    }

    public async IAsyncEnumerator<string> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        foreach (var range in pending)
        {
            Add(range);
            for (var ordinal = range.First; ordinal < range.End; ordinal++)
                yield return store.IdentifierAt(ordinal);
        }
        if (found is null)
            yield break;
        await foreach (var range in found.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            Add(range);
            for (var ordinal = range.First; ordinal < range.End; ordinal++)
                yield return store.IdentifierAt(ordinal);
        }
    }

    private void Add(OrdinalRange range)
    {
        lock (gate)
        {
            ranges.Add(range);
            starts.Add(given);
            given += range.Count;
        }
    }
}
