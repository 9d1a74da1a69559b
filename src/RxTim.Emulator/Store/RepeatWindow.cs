namespace RxTim.Emulator;

/// <summary>
/// The messages with a random of their own that were stored a short while ago, by which a repeat is told. Holds no more than what
/// arrived within the window, and of each only what its call does not say. Locks nothing itself.
/// </summary>
internal sealed class RepeatWindow(TimeProvider time, TimeSpan length)
{
    private readonly Dictionary<Key, Entry> entries = [];

    // The calls that brought them, in order of arrival.
    private readonly Queue<ReceivedCall> calls = new();

    public int Count => entries.Count;

    /// <summary>Forgets what is as old as the window is long, or older.</summary>
    public void Advance(long now)
    {
        while (calls.TryPeek(out var oldest) && time.GetElapsedTime(oldest.Arrival.Timestamp, now) >= length)
            Forget(calls.Dequeue());
    }

    /// <summary>What became of the same message earlier in the window.</summary>
    public bool TryFind(in Key key, out Entry first) => entries.TryGetValue(key, out first);

    /// <summary>Remembers what a call brought anew.</summary>
    public void Add(in Key key, ReceivedCall call, ulong sequence)
    {
        if (length > TimeSpan.Zero)
            entries.Add(key, new Entry(call, sequence));
    }

    /// <summary>Remembers when to forget it.</summary>
    public void Add(ReceivedCall call)
    {
        if (length > TimeSpan.Zero)
            calls.Enqueue(call);
    }

    /// <summary>Forgets what a call brought, unless the same message came anew since.</summary>
    public void Forget(ReceivedCall call)
    {
        foreach (var position in call.Added)
        {
            var key = call.KeyAt(position);
            if (entries.TryGetValue(key, out var entry) && entry.Call == call)
                entries.Remove(key);
        }
    }

    /// <summary>What a repeat has in common with the first. The sequence is the sender's own, 0 if it gave none.</summary>
    public readonly record struct Key(string Sender, string Receiver, ulong Rand, ulong Seq);

    /// <summary>A message that was taken.</summary>
    /// <param name="Call">The call that it came with.</param>
    /// <param name="Sequence">The sequence that it was stored with.</param>
    public readonly record struct Entry(ReceivedCall Call, ulong Sequence)
    {
        /// <summary>What became of it.</summary>
        public Delivery DeliveryAt(string receiver) => Call.Arrival.Stored(receiver, Call.Arrival.Template.Rand, Sequence);
    }
}
