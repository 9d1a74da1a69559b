using System.Buffers;

namespace RxTim;

/// <summary>
/// Which identifiers of a list came already. A hash table of positions in the list, in a pooled array: against a set of strings it saves
/// two thirds of the time and all of the garbage, which a set makes where arrays are dear to collect.
/// </summary>
internal sealed class ListedIdentifiers : IDisposable
{
    private readonly IReadOnlyList<string> list;

    // A power of two, at least twice as long as the list. An entry is a hash and, from 1, the position of the identifier that has it; 0 is free.
    private readonly int mask;
    private long[]? table;

    // How many of the list were added.
    private int position;

    public ListedIdentifiers(IReadOnlyList<string> list)
    {
        this.list = list;
        var length = 2;
        while (length / 2 < list.Count)
            length = checked(length * 2);
        mask = length - 1;
        table = ArrayPool<long>.Shared.Rent(length);
        Array.Clear(table, 0, length);
    }

    /// <summary>Adds the next identifier of the list; false if it was there before.</summary>
    public bool Add(string identifier)
    {
        var entries = table!;
        var hash = (uint)identifier.GetHashCode();
        position++;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var entry = entries[slot];
            if (entry == 0)
            {
                entries[slot] = ((long)hash << 32) | (uint)position;
                return true;
            }
            if ((uint)(entry >> 32) == hash && list[(int)entry - 1] == identifier)
                return false;
        }
    }

    public void Dispose()
    {
        // Once only: what is returned twice would be given to two.
        if (table is { } rented)
            ArrayPool<long>.Shared.Return(rented);
        table = null;
    }
}
