namespace RxTim.Emulator;

/// <summary>The most recent stored messages, and how many there ever were. Locks nothing itself.</summary>
internal sealed class MessageStore(int capacity, ulong lastSequence = 0)
{
    private readonly Queue<Delivery> recent = new();

    // The last sequence number given.
    private ulong sequence = lastSequence;

    /// <summary>How many messages were ever stored.</summary>
    public long Stored { get; private set; }

    /// <summary>A sequence number that no message had before, unless its sender chose it.</summary>
    public ulong NextSequence() => ++sequence;

    public void Add(in Delivery delivery)
    {
        Stored++;
        if (capacity == 0)
            return;
        if (recent.Count == capacity)
            recent.Dequeue();
        recent.Enqueue(delivery);
    }

    /// <summary>The messages that are kept, oldest first; all, or one receiver's.</summary>
    public List<StoredMessage> ToList(string? receiver = null)
    {
        var messages = new List<StoredMessage>(receiver is null ? recent.Count : 0);
        foreach (var delivery in recent)
        {
            if (receiver is null || delivery.Receiver == receiver)
                messages.Add(new StoredMessage(delivery));
        }
        return messages;
    }
}
