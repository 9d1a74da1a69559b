namespace RxTim;

/// <summary>Segments on their way to their consumer, in order. One thread at a time adds, and one at a time takes. Linked and without a
/// lock: most sends are small, and a queue that makes room for 32 segments costs ten times the memory of one.</summary>
internal sealed class SegmentQueue
{
    // The one that was taken last, and the one that was added last.
    private Node taken;
    private Node last;

    public SegmentQueue() => taken = last = new Node(default);

    /// <summary>Whether there is nothing to take. Any thread may ask.</summary>
    public bool IsEmpty => Volatile.Read(ref Volatile.Read(ref taken).Next) is null;

    public void Add(ResultSegment segment)
    {
        var node = new Node(segment);
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

    private sealed class Node(ResultSegment segment)
    {
        public ResultSegment Segment = segment;
        public Node? Next;
    }
}
