using System.Diagnostics;
using System.Text;

namespace RxTim;

/// <summary>
/// Which identifiers of one call have no result yet. An identifier that stands in the call twice is taken once for each place.
/// </summary>
/// <remarks>To find a place needs no lock, so that a callback is read outside it; to take one is guarded by the owner's lock, and there the
/// place may turn out to be taken.</remarks>
internal sealed class OpenIdentifiers(string[] identifiers)
{
    private const int None = -1;

    // By position: whether its result has come.
    private readonly bool[] taken = new bool[identifiers.Length];

    // No position before this one is open. Backends mostly answer in the order asked, so the next answer is mostly for this one.
    private int first;

    // Where each identifier stands; made when an answer comes out of order.
    private Places? places;

    public int Count { get; private set; } = identifiers.Length;

    /// <summary>Where the next answer is expected. Asked outside the lock it may be out of date.</summary>
    public int Next => Volatile.Read(ref first);

    /// <summary>Finds the identifier written in UTF-8, without escapes; -1 if it was not asked.</summary>
    /// <param name="utf8">The identifier.</param>
    /// <param name="expected">Where it is looked for first.</param>
    public int Find(ReadOnlySpan<byte> utf8, int expected)
    {
        if (expected < identifiers.Length && Utf8Text.Equals(identifiers[expected], utf8))
            return expected;
        // Malformed UTF-8 decodes to text that it does not spell.
        var identifier = Encoding.UTF8.GetString(utf8);
        return Utf8Text.Equals(identifier, utf8) ? FirstOf(identifier) : None;
    }

    /// <summary>Finds the identifier; -1 if it was not asked.</summary>
    public int Find(string identifier, int expected) =>
        expected < identifiers.Length && identifiers[expected] == identifier ? expected : FirstOf(identifier);

    /// <summary>Takes the position, or where that is taken another one of the same identifier; -1 if all are.</summary>
    public int Take(int position)
    {
        if (taken[position])
            position = (places ??= new Places(identifiers)).NextOpen(identifiers[position], taken);
        if (position == None)
            return None;
        Debug.Assert(!taken[position], "A position is taken once.");
        taken[position] = true;
        Count--;
        while (first < identifiers.Length && taken[first])
            first++;
        return position;
    }

    /// <summary>The positions that are open.</summary>
    public int[] ToArray()
    {
        var open = new int[Count];
        var count = 0;
        for (var i = first; i < identifiers.Length; i++)
        {
            if (!taken[i])
                open[count++] = i;
        }
        return open;
    }

    // Two threads may make the places at once: they are equal, and only what NextOpen changes, inside the lock, tells them apart.
    private int FirstOf(string identifier) =>
        (places ?? Interlocked.CompareExchange(ref places, new Places(identifiers), null) ?? places!).FirstOf(identifier);

    private sealed class Places
    {
        private readonly Dictionary<string, int> firsts;

        // By position: where the same identifier stands next.
        private readonly int[] nexts;

        // By an identifier's first position: no place of it before this one is open.
        private readonly int[] fronts;

        public Places(string[] identifiers)
        {
            firsts = new Dictionary<string, int>(identifiers.Length, StringComparer.Ordinal);
            nexts = new int[identifiers.Length];
            fronts = new int[identifiers.Length];
            for (var i = identifiers.Length - 1; i >= 0; i--)
            {
                nexts[i] = firsts.TryGetValue(identifiers[i], out var later) ? later : None;
                firsts[identifiers[i]] = i;
                fronts[i] = i;
            }
        }

        public int FirstOf(string identifier) => firsts.TryGetValue(identifier, out var position) ? position : None;

        public int NextOpen(string identifier, bool[] taken)
        {
            ref var front = ref fronts[firsts[identifier]];
            while (front != None && taken[front])
                front = nexts[front];
            return front;
        }
    }
}
