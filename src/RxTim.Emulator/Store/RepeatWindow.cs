namespace RxTim.Emulator;

/// <summary>
/// The messages with a random of their own that were stored a short while ago, by which a repeat is told. Holds no more than what
/// arrived within the window. Locks nothing itself.
/// </summary>
internal sealed class RepeatWindow(TimeProvider time, TimeSpan length)
{
    private readonly Dictionary<Key, Entry> entries = [];

    // The keys in order of arrival, each with its timestamp.
    private readonly Queue<(Key Key, long At)> arrivals = new();

    public int Count => entries.Count;

    /// <summary>Forgets what is as old as the window is long, or older.</summary>
    public void Advance(long now)
    {
        while (arrivals.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= length)
        {
            Forget(oldest.Key, oldest.At);
            arrivals.Dequeue();
        }
    }

    /// <summary>What became of the same message earlier in the window.</summary>
    public bool TryFind(in Key key, out Entry first) => entries.TryGetValue(key, out first);

    public void Add(in Key key, in Entry entry)
    {
        if (length == TimeSpan.Zero)
            return;
        entries.Add(key, entry);
        arrivals.Enqueue((key, entry.At));
    }

    /// <summary>Forgets what arrived at that time, unless the same message came anew since.</summary>
    public void Forget(in Key key, long at)
    {
        if (entries.TryGetValue(key, out var entry) && entry.At == at)
            entries.Remove(key);
    }

    /// <summary>A message that was taken.</summary>
    /// <param name="Delivery">What became of it.</param>
    /// <param name="At">When, as a timestamp.</param>
    /// <param name="Call">The call that it came with.</param>
    public readonly record struct Entry(Delivery Delivery, long At, KeptCall Call);

    /// <summary>What a repeat has in common with the first. The sequence is the sender's own, 0 if it gave none.</summary>
    public readonly record struct Key(string Sender, string Receiver, ulong Rand, ulong Seq);
}
