using System.Collections;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace RxTim;

/// <summary>A list that never changes and equals another with equal items in the same order: it gives records value equality.</summary>
[DebuggerDisplay("Count = {Count}")]
internal sealed class WireList<T> : IReadOnlyList<T>
{
    private readonly T[] items;

    internal WireList(T[] items) => this.items = items;

    public int Count => items.Length;

    public T this[int index] => items[index];

    /// <summary>A copy of the list, so that what its owner does to it later changes nothing here; no copy of a copy.</summary>
    /// <exception cref="ArgumentException">An item is null.</exception>
    [return: NotNullIfNotNull(nameof(items))]
    internal static WireList<T>? Copy(IEnumerable<T>? items)
    {
        if (items is null or WireList<T>) return (WireList<T>?)items;
        var copy = items.ToArray();
        if (Array.Exists(copy, item => item is null)) throw new ArgumentException("An item of the list is null.", nameof(items));
        return new WireList<T>(copy);
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public override bool Equals(object? obj) => obj is WireList<T> other && items.SequenceEqual(other.items);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var item in items) hash.Add(item);
        return hash.ToHashCode();
    }
}
