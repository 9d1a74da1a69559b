namespace RxTim.Emulator;

/// <summary>
/// The messages with a random of their own that were stored a short while ago, by which a repeat is told. Holds no more than what
/// arrived within the window. Locks nothing itself.
/// </summary>
internal sealed class RepeatWindow(TimeProvider time, TimeSpan length)
{
    private readonly Dictionary<Key, Delivery> deliveries = [];

    // The keys in order of arrival, each with its timestamp.
    private readonly Queue<(Key Key, long At)> arrivals = new();

    public int Count => deliveries.Count;

    /// <summary>Forgets what is as old as the window is long, or older.</summary>
    public void Advance(long now)
    {
        while (arrivals.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) >= length)
        {
            deliveries.Remove(oldest.Key);
            arrivals.Dequeue();
        }
    }

    /// <summary>What became of the same message earlier in the window.</summary>
    public bool TryFind(in Key key, out Delivery first) => deliveries.TryGetValue(key, out first);

    public void Add(in Key key, in Delivery delivery, long now)
    {
        if (length == TimeSpan.Zero)
            return;
        deliveries.Add(key, delivery);
        arrivals.Enqueue((key, now));
    }

    /// <summary>What a repeat has in common with the first. The sequence is the sender's own, 0 if it gave none.</summary>
    public readonly record struct Key(string Sender, string Receiver, ulong Rand, ulong Seq);
}
