using System.Diagnostics;

namespace RxTim;

/// <summary>
/// The last so many distinct identifiers of a source that may be longer than memory. A hash table whose entries go in the order in which
/// they came, with the text in one ring of characters: nothing here is an object that the garbage collector would carry from generation
/// to generation, which with a set of strings costs three times the memory of all the rest of a long send.
/// </summary>
internal sealed class RecentIdentifiers : IKnownIdentifiers
{
    private const int None = -1;

    // Most sends are short, and the arrays of a full window are so large that to make them costs a collection of all memory.
    private const int FirstWindow = 1024;

    // A power of two, as are all lengths here, so that `&` wraps; and what it may grow to.
    private readonly int mostWindow;
    private int window;

    // By hash: the newest entry of that bucket; by entry: the next older one of its bucket, its hash, and where its text stands.
    private int[] buckets;
    private int[] older;
    private int[] hashes;
    private long[] starts;
    private int[] lengths;

    // Positions in the text only grow; the ring holds those from the oldest entry's start to textEnd.
    private char[] text = new char[1024];
    private long textEnd;

    // How many identifiers were added. The entry of the n-th is n & (window - 1).
    private long added;

    public RecentIdentifiers(int window, int firstWindow = FirstWindow)
    {
        Debug.Assert((window & (window - 1)) == 0, "The window is a power of two.");
        mostWindow = window;
        this.window = Math.Min(window, firstWindow);
        buckets = EmptyBuckets(this.window);
        older = new int[this.window];
        hashes = new int[this.window];
        starts = new long[this.window];
        lengths = new int[this.window];
    }

    /// <summary>Remembers the identifier, and forgets the oldest if there are too many; false if it is remembered already.</summary>
    public bool Add(string identifier)
    {
        if (added == window && window < mostWindow)
            Widen();
        var hash = identifier.GetHashCode();
        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        for (var i = bucket; i != None; i = older[i])
        {
            if (hashes[i] == hash && lengths[i] == identifier.Length && TextEquals(starts[i], identifier))
                return false;
        }

        var entry = (int)(added & (window - 1));
        if (added >= window)
            Forget(entry);
        starts[entry] = Append(identifier);
        lengths[entry] = identifier.Length;
        hashes[entry] = hash;
        older[entry] = bucket;
        bucket = entry;
        added++;
        return true;
    }

    public void Dispose()
    {
        // It holds nothing but memory of its own.
    }

    // Called when the n-th entry still stands at n, before any was forgotten.
    private void Widen()
    {
        window *= 2;
        buckets = EmptyBuckets(window);
        Array.Resize(ref older, window);
        Array.Resize(ref hashes, window);
        Array.Resize(ref starts, window);
        Array.Resize(ref lengths, window);
        for (var entry = 0; entry < added; entry++)
        {
            ref var bucket = ref buckets[hashes[entry] & (buckets.Length - 1)];
            older[entry] = bucket;
            bucket = entry;
        }
    }

    private static int[] EmptyBuckets(int window)
    {
        var buckets = new int[2 * window];
        Array.Fill(buckets, None);
        return buckets;
    }

    // The oldest entry is the last of its bucket.
    private void Forget(int oldest)
    {
        ref var link = ref buckets[hashes[oldest] & (buckets.Length - 1)];
        while (link != oldest)
            link = ref older[link];
        Debug.Assert(older[oldest] == None, "Nothing is older than the oldest.");
        link = None;
    }

    private long Append(string identifier)
    {
        // When the window is full, the entry that is being replaced is the oldest, and the one after it becomes so.
        var oldestStart = added < window - 1 ? 0 : starts[(added + 1) & (window - 1)];
        if (textEnd - oldestStart + identifier.Length > text.Length)
            Grow(oldestStart, identifier.Length);
        var start = textEnd;
        var at = (int)(start & (text.Length - 1));
        var first = Math.Min(identifier.Length, text.Length - at);
        identifier.AsSpan(0, first).CopyTo(text.AsSpan(at));
        identifier.AsSpan(first).CopyTo(text);
        textEnd += identifier.Length;
        return start;
    }

    private bool TextEquals(long start, string identifier)
    {
        var at = (int)(start & (text.Length - 1));
        var first = Math.Min(identifier.Length, text.Length - at);
        return text.AsSpan(at, first).SequenceEqual(identifier.AsSpan(0, first))
            && text.AsSpan(0, identifier.Length - first).SequenceEqual(identifier.AsSpan(first));
    }

    private void Grow(long oldestStart, int more)
    {
        var length = text.Length;
        while (textEnd - oldestStart + more > length)
            length *= 2;
        var larger = new char[length];
        for (var position = oldestStart; position < textEnd; position++)
            larger[position & (length - 1)] = text[position & (text.Length - 1)];
        text = larger;
    }
}
