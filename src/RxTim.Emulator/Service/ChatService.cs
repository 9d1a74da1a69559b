namespace RxTim.Emulator;

/// <summary>
/// The emulator's server side: it decides for each receiver of a call whether the message is stored, and stores it. Calls are taken one
/// after the other, so that what happens depends on their order only.
/// </summary>
internal sealed class ChatService
{
    private static readonly TimeSpan LastingWindow = TimeSpan.FromMinutes(2);

    // Guards the accounts, the store, the repeats, the counters and the archive's order.
    private readonly object gate = new();

    private readonly TimEmulatorOptions options;
    private readonly IEmulatorArchive? archive;
    private readonly Accounts accounts;
    private readonly EmulatorMessages messages;
    private readonly MessageStore store;
    private readonly Repeats repeats;

    // Those of messages that are remembered with their content.
    private readonly Repeats lastingRepeats;

    private volatile FaultsInForce faults;
    private long calls;
    private long dropped;

    public ChatService(TimEmulatorOptions options, IEmulatorArchive? archive = null)
    {
        this.options = options;
        this.archive = archive;
        accounts = new Accounts(options.Accounts, archive?.Accounts ?? []);
        messages = new EmulatorMessages(options.Sender);
        store = new MessageStore(options.MaxStoredMessages, archive?.LastSequence ?? 0);
        repeats = new Repeats(options.TimeProvider, options.RepeatWindow);
        lastingRepeats = new Repeats(options.TimeProvider, options.RepeatWindow == TimeSpan.Zero ? TimeSpan.Zero : LastingWindow);
        CallQuota = new EmulatorQuota(options.CallsPerSecond, TimeSpan.FromSeconds(1), options.TimeProvider);
        MessageQuota = new EmulatorQuota(options.MessagesPerMinute, TimeSpan.FromMinutes(1), options.TimeProvider);
        faults = new FaultsInForce(options.ToFaults());
    }

    /// <summary>What goes wrong from now on.</summary>
    public EmulatorFaults Faults
    {
        get => faults.Told;
        set
        {
            value.Validate();
            faults = new FaultsInForce(value);
        }
    }

    public EmulatorQuota CallQuota { get; }

    public EmulatorQuota MessageQuota { get; }

    /// <summary>How many calls were taken, those that were refused included.</summary>
    public long Calls => Locked(() => calls);

    /// <summary>How many messages were not stored because they were repeats.</summary>
    public long Dropped => Locked(() => dropped);

    /// <summary>How many messages were ever stored.</summary>
    public long Stored => Locked(() => store.Stored);

    public int RememberedForRepeats => Locked(() => repeats.Count + lastingRepeats.Count);

    /// <summary>The messages that are kept, oldest first; all, or one receiver's.</summary>
    public IReadOnlyList<StoredMessage> Messages(string? receiver = null) => Locked(() => store.ToList(receiver));

    public bool Exists(string identifier) => IsIdentifier(identifier) && Locked(() => accounts.Exists(identifier));

    /// <summary>Makes an account exist; complete when that is kept.</summary>
    public Task ImportAsync(string identifier, string? nick, string? faceUrl)
    {
        lock (gate)
        {
            accounts.Import(identifier);
            return archive?.ImportAsync(identifier, nick, faceUrl) ?? Task.CompletedTask;
        }
    }

    /// <summary>Makes an account vanish, and gives whether there was one; complete when that is kept.</summary>
    public async Task<bool> DeleteAsync(string identifier)
    {
        bool existed;
        Task kept;
        lock (gate)
        {
            existed = accounts.Delete(identifier);
            kept = archive?.DeleteAsync(identifier) ?? Task.CompletedTask;
        }
        await kept.ConfigureAwait(false);
        return existed;
    }

    /// <summary>Takes a call in the SDK's form, which counts as one of the calls that are allowed.</summary>
    public ReceivedCall Receive(Message message, IReadOnlyList<string> identifiers) =>
        Receive(messages.For(message), identifiers, CallQuota.TryTake(1) ? null : $"more than {CallQuota.Limit} calls in a second");

    /// <summary>Takes a call, or refuses it where there are too many.</summary>
    public ReceivedCall Receive(EmulatorMessage message, IReadOnlyList<string> identifiers, string? tooMany = null)
    {
        lock (gate)
        {
            var current = faults;
            var random = new SeededRandom(options.Seed, ++calls);
            if (tooMany is null && !MessageQuota.TryTake(identifiers.Count))
                tooMany = $"more than {MessageQuota.Limit} messages in a minute, one for each receiver";
            if (tooMany is not null)
            {
                return new ReceivedCall(message, identifiers, [], TimErrorCodes.RestFrequencyLimit, random, current)
                {
                    RefusalReason = tooMany,
                };
            }
            if (current.Refusal is { } refusal && random.Happens(refusal.Probability))
                return new ReceivedCall(message, identifiers, [], refusal.Code, random, current);

            var arrival = new Arrival(message, options.TimeProvider);
            repeats.Advance(arrival.Timestamp);
            lastingRepeats.Advance(arrival.Timestamp);
            var sequence = message.HasOneSequence && message.Sequence == 0 ? store.NextSequence() : message.Sequence;
            var deliveries = new Delivery[identifiers.Count];
            var call = new KeptCall();
            var keeping = archive is null ? null : new Keeping();
            for (var i = 0; i < deliveries.Length; i++)
                deliveries[i] = Deliver(arrival, identifiers[i], i, sequence, current, call, keeping, ref random);
            if (keeping is not null)
                call.Kept = KeepAsync(arrival, call, deliveries, keeping);
            return new ReceivedCall(message, identifiers, deliveries, 0, random, current) { Kept = call.Kept };
        }
    }

    // What is not kept was not sent: it must not make a second attempt look like a repeat, nor a repeat look sent.
    private async Task KeepAsync(Arrival arrival, KeptCall call, Delivery[] deliveries, Keeping keeping)
    {
        try
        {
            if (keeping.Stored.Count > 0)
                await archive!.AddAsync(arrival.Message, keeping.Stored).ConfigureAwait(false);
        }
        catch
        {
            lock (gate)
                RepeatsOf(arrival.Message).Forget(call, keeping.Stored);
            throw;
        }
        foreach (var (position, first) in keeping.Repeated)
        {
            // Waits without throwing.
            await Task.WhenAny(first.Kept).ConfigureAwait(false);
            if (!first.Kept.IsCompletedSuccessfully)
                deliveries[position] = arrival.Failed(deliveries[position].Receiver, TimErrorCodes.RestInternalError3);
        }
    }

    private Delivery Deliver(
        in Arrival arrival,
        string receiver,
        int position,
        ulong sequence,
        FaultsInForce current,
        KeptCall call,
        Keeping? keeping,
        ref SeededRandom random)
    {
        var message = arrival.Message;

        // Only a message with a random of its own is stored once in a window.
        if (message.Random != 0 && RepeatsOf(message).Find(message, receiver) is { } first)
        {
            dropped++;
            if (first.Call != call && !first.Call.Kept.IsCompletedSuccessfully)
                keeping?.Repeated.Add((position, first.Call));
            return first.Stored;
        }
        var code = CodeFor(message, receiver, current, ref random);
        if (code != 0)
            return arrival.Failed(receiver, code);

        var stored = arrival.Stored(
            receiver,
            message.Random == 0 ? random.NextMessageRandom() : message.Random,
            sequence == 0 ? store.NextSequence() : sequence);
        store.Add(stored);
        keeping?.Stored.Add(stored);
        if (message.Random != 0)
            RepeatsOf(message).Add(stored, call, arrival.Timestamp);
        return stored;
    }

    private Repeats RepeatsOf(EmulatorMessage message) => message.RepeatContent is null ? repeats : lastingRepeats;

    // 0, or the code that the identifier is answered with.
    private int CodeFor(EmulatorMessage message, string identifier, FaultsInForce current, ref SeededRandom random)
    {
        if (!IsIdentifier(identifier))
            return message.InvalidIdentifierCode;
        return accounts.Exists(identifier) ? current.CodeFor(identifier, ref random) : TimErrorCodes.AccountNotFound;
    }

    private bool IsIdentifier(string identifier) => !options.StrictIdentifiers || Identifiers.Problem(identifier) is null;

    private T Locked<T>(Func<T> read)
    {
        lock (gate)
            return read();
    }
}
