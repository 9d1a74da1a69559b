using System.Diagnostics;
using System.Text;

namespace RxTim;

/// <summary>
/// Which identifiers of one call have no result yet. An identifier that stands in the call twice is taken once for each place.
/// The call's lock guards it.
/// </summary>
internal sealed class OpenIdentifiers(string[] identifiers)
{
    private const int None = -1;

    // By position: whether its result has come.
    private readonly bool[] taken = new bool[identifiers.Length];

    // No position before this one is open. Backends mostly answer in the order asked, so the next answer is mostly for this one.
    private int first;

    // Where each identifier stands first among the open ones, and by position where the same identifier stands next.
    // Made when an answer comes out of order.
    private Dictionary<string, int>? heads;
    private int[]? nexts;

    public int Count { get; private set; } = identifiers.Length;

    /// <summary>Takes the identifier written in UTF-8, without escapes; false if it was not asked or has its result.</summary>
    public bool TryTake(ReadOnlySpan<byte> utf8, out int position)
    {
        position = SkipTaken();
        if (position < identifiers.Length && Utf8Text.Equals(identifiers[position], utf8))
        {
            Take(position);
            return true;
        }
        // Malformed UTF-8 decodes to text that it does not spell.
        var identifier = Encoding.UTF8.GetString(utf8);
        return Utf8Text.Equals(identifier, utf8) && TryTakeOutOfOrder(identifier, out position);
    }

    public bool TryTake(string identifier, out int position)
    {
        position = SkipTaken();
        if (position < identifiers.Length && identifiers[position] == identifier)
        {
            Take(position);
            return true;
        }
        return TryTakeOutOfOrder(identifier, out position);
    }

    /// <summary>Takes the first open position. There must be one.</summary>
    public int TakeNext()
    {
        var position = SkipTaken();
        Take(position);
        return position;
    }

    /// <summary>The positions that are open.</summary>
    public List<int> ToList()
    {
        var open = new List<int>(Count);
        for (var i = first; i < identifiers.Length; i++)
        {
            if (!taken[i])
                open.Add(i);
        }
        return open;
    }

    private bool TryTakeOutOfOrder(string identifier, out int position)
    {
        if (heads is null)
            Index();
        if (!heads!.TryGetValue(identifier, out position))
            return false;
        while (position != None && taken[position])
            position = nexts![position];
        heads[identifier] = position;
        if (position == None)
            return false;
        Take(position);
        return true;
    }

    private void Index()
    {
        heads = new Dictionary<string, int>(identifiers.Length, StringComparer.Ordinal);
        nexts = new int[identifiers.Length];
        for (var i = identifiers.Length - 1; i >= first; i--)
        {
            nexts[i] = heads.TryGetValue(identifiers[i], out var later) ? later : None;
            heads[identifiers[i]] = i;
        }
    }

    private int SkipTaken()
    {
        while (first < identifiers.Length && taken[first])
            first++;
        return first;
    }

    private void Take(int position)
    {
        Debug.Assert(!taken[position], "A position is taken once.");
        taken[position] = true;
        Count--;
    }
}
