namespace RxTim.Emulator;

/// <summary>
/// The emulator's server side: it decides for each receiver of a call whether the message is stored, and stores it. Calls are taken one
/// after the other, so that what happens depends on their order only.
/// </summary>
internal sealed class Backend(TimEmulatorOptions options)
{
    // Guards the store, the window and the counters.
    private readonly Lock gate = new();

    private readonly Admission admission = new(options);
    private readonly MessageTemplates templates = new(options.Sender);
    private readonly MessageStore store = new(options.MaxStoredMessages);
    private readonly RepeatWindow window = new(options.TimeProvider, options.RepeatWindow);
    private long calls;
    private long repeats;

    /// <summary>How many calls were taken, those that were refused included.</summary>
    public long Calls => Locked(() => calls);

    /// <summary>How many messages were not stored because they were repeats.</summary>
    public long Repeats => Locked(() => repeats);

    /// <summary>How many messages were ever stored.</summary>
    public long Stored => Locked(() => store.Stored);

    public int RememberedForRepeats => Locked(() => window.Count);

    /// <summary>The messages that are kept, oldest first; all, or one receiver's.</summary>
    public IReadOnlyList<StoredMessage> Messages(string? receiver = null) => Locked(() => store.ToList(receiver));

    /// <summary>Takes a call.</summary>
    public Received Receive(Message message, IReadOnlyList<string> identifiers)
    {
        var template = templates.For(message);
        lock (gate)
        {
            var random = new SeededRandom(options.Seed, ++calls);
            if (options.Refusal is { } refusal && random.Happens(refusal.Probability))
                return new Received([], refusal.Code, random);

            var arrival = new Arrival(template, options.TimeProvider);
            window.Advance(arrival.Timestamp);
            var deliveries = new Delivery[identifiers.Count];
            for (var i = 0; i < deliveries.Length; i++)
            {
                deliveries[i] = template.Rand == 0
                    ? Deliver(arrival, identifiers[i], ref random)
                    : DeliverOnce(arrival, identifiers[i], ref random);
            }
            return new Received(deliveries, 0, random);
        }
    }

    // A message with a random of its own is stored once in a window.
    private Delivery DeliverOnce(in Arrival arrival, string receiver, ref SeededRandom random)
    {
        var key = arrival.KeyAt(receiver);
        if (window.TryFind(key, out var first))
        {
            repeats++;
            return first;
        }
        var delivery = Deliver(arrival, receiver, ref random);
        if (delivery.Code == 0)
            window.Add(key, delivery, arrival.Timestamp);
        return delivery;
    }

    private Delivery Deliver(in Arrival arrival, string receiver, ref SeededRandom random)
    {
        var code = admission.CodeFor(receiver, ref random);
        if (code != 0)
            return arrival.Failed(receiver, code);
        var sent = arrival.Template;
        var delivery = arrival.Stored(
            receiver,
            sent.Rand == 0 ? random.NextMessageRandom() : sent.Rand,
            sent.Seq == 0 ? store.NextSequence() : sent.Seq);
        store.Add(delivery);
        return delivery;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }
}
