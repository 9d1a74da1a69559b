namespace RxTim.Emulator;

/// <summary>
/// The messages with a random of their own that were stored a short while ago, by which a repeat is told: same sender, receiver, random
/// and sequence. Holds no message that arrived before the window. Locks nothing itself.
/// </summary>
internal sealed class Repeats(TimeProvider time, TimeSpan window)
{
    private readonly Dictionary<Key, First> remembered = [];

    // In order of arrival.
    private readonly Queue<(Key Key, First First)> arrivals = new();

    /// <summary>How many messages are remembered.</summary>
    public int Count => remembered.Count;

    /// <summary>Forgets what is as old as the window is long, or older.</summary>
    public void Advance(long now)
    {
        while (arrivals.TryPeek(out var oldest) && time.GetElapsedTime(oldest.First.Arrived, now) >= window)
        {
            arrivals.Dequeue();
            Forget(oldest.Key, oldest.First.Call);
        }
    }

    /// <summary>The call that brought the same message earlier in the window, and how that was stored.</summary>
    public First? Find(EmulatorMessage message, string receiver) =>
        remembered.TryGetValue(Key.Of(message, receiver), out var first) ? first : null;

    /// <summary>Remembers a message that came anew and was stored.</summary>
    public void Add(in Delivery stored, KeptCall call, long now)
    {
        if (window == TimeSpan.Zero)
            return;
        var key = Key.Of(stored.Message, stored.Receiver);
        var first = new First(call, stored, now);
        remembered.Add(key, first);
        arrivals.Enqueue((key, first));
    }

    /// <summary>Forgets what a call brought.</summary>
    public void Forget(KeptCall call, IEnumerable<Delivery> brought)
    {
        foreach (var delivery in brought)
            Forget(Key.Of(delivery.Message, delivery.Receiver), call);
    }

    // Another call may have brought the same again since.
    private void Forget(Key key, KeptCall call)
    {
        if (remembered.TryGetValue(key, out var first) && first.Call == call)
            remembered.Remove(key);
    }

    /// <summary>A message that was stored.</summary>
    /// <param name="Call">The call that brought it.</param>
    /// <param name="Stored">How it was stored.</param>
    /// <param name="Arrived">When, as a timestamp.</param>
    internal sealed record First(KeptCall Call, Delivery Stored, long Arrived);

    private readonly record struct Key(string Sender, string Receiver, ulong Random, ulong Sequence, string? Content)
    {
        public static Key Of(EmulatorMessage message, string receiver) =>
            new(message.Sender, receiver, message.Random, message.Sequence, message.RepeatContent);
    }
}
