namespace RxTim;

/// <summary>Tells an identifier that comes again from one that is new, among the last so many distinct ones.</summary>
/// <param name="window">How many are remembered; <see cref="int.MaxValue"/> for all.</param>
internal sealed class SeenIdentifiers(int window)
{
    /// <summary>How many a streamed source's window holds: about 10 MB of identifiers of 32 bytes.</summary>
    public const int StreamedWindow = 65_536;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);

    // In the order in which they were seen; empty where all are remembered.
    private readonly Queue<string> oldest = new();

    /// <summary>Remembers the identifier; false if it is remembered already.</summary>
    public bool Add(string identifier)
    {
        if (!seen.Add(identifier))
            return false;
        if (window == int.MaxValue)
            return true;
        oldest.Enqueue(identifier);
        if (oldest.Count > window)
            seen.Remove(oldest.Dequeue());
        return true;
    }
}
