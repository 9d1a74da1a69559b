namespace RxTim;

/// <summary>Segments on their way to their consumer, in order. One thread at a time adds, and one at a time takes. Linked and without a
/// lock: most sends are small, and a queue that makes room for 32 segments costs ten times the memory of one.</summary>
internal sealed class SegmentQueue
{
    // From the oldest to the one that was taken last, nodes are spent; from there to the one that was added last, they hold segments.
    private Node oldest;
    private Node taken;
    private Node last;

    public SegmentQueue() => oldest = taken = last = new Node();

    /// <summary>Whether there is nothing to take. Any thread may ask; while segments are taken meanwhile, the answer is that of a moment
    /// which may be over.</summary>
    public bool IsEmpty => Volatile.Read(ref Volatile.Read(ref taken).Next) is null;

    public void Add(ResultSegment segment)
    {
        var node = Spent() ?? new Node();
        node.Segment = segment;
        Volatile.Write(ref last.Next, node);
        last = node;
    }

    public bool TryTake(out ResultSegment segment)
    {
        if (Volatile.Read(ref taken.Next) is not { } next)
        {
            segment = default;
            return false;
        }
        segment = next.Segment;
        // It stays as the one before the next, but must not keep results alive.
        next.Segment = default;
        Volatile.Write(ref taken, next);
        return true;
    }

    // A node that whoever takes has left behind, to be used again: a quarter less for a segment that is taken before the next one comes.
    private Node? Spent()
    {
        var node = oldest;
        if (node == Volatile.Read(ref taken))
            return null;
        oldest = node.Next!;
        Volatile.Write(ref node.Next, null);
        return node;
    }

    private sealed class Node
    {
        public ResultSegment Segment;
        public Node? Next;
    }
}
