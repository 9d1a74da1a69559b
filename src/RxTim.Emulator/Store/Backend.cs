namespace RxTim.Emulator;

/// <summary>
/// The emulator's server side: it decides for each receiver of a call whether the message is stored, and stores it. Calls are taken one
/// after the other, so that what happens depends on their order only.
/// </summary>
internal sealed class Backend(TimEmulatorOptions options, Archive? archive = null)
{
    // Guards the accounts, the store, the window, the counters and the archive's order.
    private readonly Lock gate = new();

    private readonly Accounts accounts = new(options.Accounts);
    private readonly MessageTemplates templates = new(options.Sender);
    private readonly MessageStore store = new(options.MaxStoredMessages, archive?.LastSequence ?? 0);
    private readonly RepeatWindow window = new(options.TimeProvider, options.RepeatWindow);
    private volatile Behaviour behaviour = new(options);
    private long calls;
    private long repeats;

    /// <summary>What goes wrong from now on.</summary>
    public EmulatorFaults Faults
    {
        get => behaviour.Faults;
        set
        {
            var changed = options with
            {
                Faults = value.Faults,
                Silences = value.Silences,
                Refusal = value.Refusal,
                Latency = value.Latency,
            };
            changed.Validate();
            behaviour = new Behaviour(changed);
        }
    }

    /// <summary>How many calls were taken, those that were refused included.</summary>
    public long Calls => Locked(() => calls);

    /// <summary>How many messages were not stored because they were repeats.</summary>
    public long Repeats => Locked(() => repeats);

    /// <summary>How many messages were ever stored.</summary>
    public long Stored => Locked(() => store.Stored);

    public int RememberedForRepeats => Locked(() => window.Count);

    /// <summary>The messages that are kept, oldest first; all, or one receiver's.</summary>
    public IReadOnlyList<StoredMessage> Messages(string? receiver = null) => Locked(() => store.ToList(receiver));

    public bool Exists(string identifier) => Locked(() => accounts.Exists(identifier));

    /// <summary>Makes an account exist; complete when that is kept.</summary>
    public Task Import(string identifier, string? nick, string? faceUrl)
    {
        lock (gate)
        {
            accounts.Import(identifier);
            return archive?.Import(identifier, nick, faceUrl) ?? Task.CompletedTask;
        }
    }

    /// <summary>Makes an account vanish; false if there was none. The task is complete when that is kept.</summary>
    public (bool Existed, Task Kept) Delete(string identifier)
    {
        lock (gate)
        {
            var existed = accounts.Delete(identifier);
            return (existed, archive?.Delete(identifier) ?? Task.CompletedTask);
        }
    }

    /// <summary>Takes what an archive knew of accounts before.</summary>
    public void Restore(IEnumerable<(string Identifier, bool Exists)> known)
    {
        lock (gate)
        {
            foreach (var (identifier, exists) in known)
            {
                if (exists)
                    accounts.Import(identifier);
                else
                    accounts.Delete(identifier);
            }
        }
    }

    /// <summary>Takes a call.</summary>
    public Received Receive(Message message, IReadOnlyList<string> identifiers) => Receive(templates.For(message), identifiers);

    /// <inheritdoc cref="Receive(Message, IReadOnlyList{string})"/>
    public Received Receive(MessageTemplate template, IReadOnlyList<string> identifiers)
    {
        lock (gate)
        {
            var current = behaviour;
            var random = new SeededRandom(options.Seed, ++calls);
            if (current.Refusal is { } refusal && random.Happens(refusal.Probability))
                return new Received(template, [], refusal.Code, random, current, Task.CompletedTask);

            var arrival = new Arrival(template, options.TimeProvider);
            window.Advance(arrival.Timestamp);
            var sequence = template.IsOneForAll && template.Seq == 0 ? store.NextSequence() : template.Seq;
            var deliveries = new Delivery[identifiers.Count];
            var call = new ReceivedCall(arrival);
            var keeping = archive is null ? null : new Keeping();
            for (var i = 0; i < deliveries.Length; i++)
                deliveries[i] = Deliver(call, identifiers, i, sequence, current.Admission, keeping, ref random);
            if (keeping is not null)
                call.Kept = KeepAsync(call, deliveries, keeping);
            return new Received(template, deliveries, 0, random, current, call.Kept);
        }
    }

    // What is not kept was not sent: it must not make a second attempt look like a repeat, nor a repeat look sent.
    private async Task KeepAsync(ReceivedCall call, Delivery[] deliveries, Keeping keeping)
    {
        try
        {
            if (keeping.Stored.Count > 0)
                await archive!.Add(call.Arrival.Template, keeping.Stored).ConfigureAwait(false);
        }
        catch
        {
            lock (gate)
                window.Forget(call);
            throw;
        }
        foreach (var (position, first) in keeping.Repeated)
        {
            await first.Kept.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!first.Kept.IsCompletedSuccessfully)
                deliveries[position] = call.Arrival.Failed(deliveries[position].Receiver, TimErrorCodes.RestInternalError3);
        }
    }

    private Delivery Deliver(
        ReceivedCall call,
        IReadOnlyList<string> identifiers,
        int position,
        ulong sequence,
        Admission admission,
        Keeping? keeping,
        ref SeededRandom random)
    {
        var arrival = call.Arrival;
        var sent = arrival.Template;
        var receiver = identifiers[position];

        // Only a message with a random of its own is stored once in a window.
        if (sent.Rand != 0 && window.Find(sent, receiver) is var (first, stored))
        {
            repeats++;
            if (first != call && !first.Kept.IsCompletedSuccessfully)
                keeping?.Repeated.Add((position, first));
            return first.Arrival.Stored(receiver, sent.Rand, stored);
        }
        var code = admission.CodeFor(receiver, accounts, ref random);
        if (code != 0)
            return arrival.Failed(receiver, code);

        var delivery = arrival.Stored(
            receiver,
            sent.Rand == 0 ? random.NextMessageRandom() : sent.Rand,
            sequence == 0 ? store.NextSequence() : sequence);
        store.Add(delivery);
        keeping?.Stored.Add(delivery);
        if (sent.Rand != 0)
            window.Add(call, identifiers, receiver, delivery.Seq);
        return delivery;
    }

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }
}
