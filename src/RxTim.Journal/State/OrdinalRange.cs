namespace RxTim.Journal;

/// <summary>Identifiers that stand next to each other in the order asked.</summary>
internal readonly record struct OrdinalRange(int First, int Count)
{
    /// <summary>The ordinal after the last.</summary>
    public int End => First + Count;
}
