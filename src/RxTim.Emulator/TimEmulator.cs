namespace RxTim.Emulator;

/// <summary>
/// A Tencent IM inside the process, to develop and test against without an account or a network. It stores what is sent and answers as the
/// real backend does, in its own JSON, with whatever faults and latency <see cref="TimEmulatorOptions"/> ask for.
/// </summary>
/// <remarks>
/// <para>Safe to use from many threads. Without latency it answers inside <see cref="IMsgBatchTransport.Send"/>, on the sender's thread;
/// with latency on the timer's thread of <see cref="TimEmulatorOptions.TimeProvider"/>. It blocks no thread, and uses at most one timer
/// for each callback.</para>
/// <para>With the same options, clock and order of calls, a run repeats exactly: all that is random in a call follows from
/// <see cref="TimEmulatorOptions.Seed"/> and the call's number.</para>
/// </remarks>
public sealed class TimEmulator : IAsyncDisposable
{
    private readonly Backend backend;
    private readonly PendingAnswers pending;

    /// <summary>Starts an emulator with an empty store.</summary>
    /// <param name="options">How it behaves; by default every identifier exists and every message is answered at once.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public TimEmulator(TimEmulatorOptions? options = null)
        : this(options ?? new TimEmulatorOptions(), null, null)
    {
    }

    // The emulator of a server: an archive keeps all that is stored, and a feed tells of each call.
    internal TimEmulator(TimEmulatorOptions options, Archive? archive, CallFeed? feed)
    {
        options.Validate();
        backend = new Backend(options, archive);
        pending = new PendingAnswers(options.TimeProvider);
        Transport = new EmulatorTransport(options, backend, pending, feed);
    }

    /// <summary>The way in: give it to a <see cref="TimClient"/>, or to several. It ends with the emulator: a call after that is refused
    /// with <see cref="TIMResult.ErrSdkUninit"/>.</summary>
    public IMsgBatchTransport Transport { get; }

    /// <summary>How many calls arrived, those that were refused included.</summary>
    public long CallsReceived => backend.Calls;

    /// <summary>How many messages were ever stored, one for each receiver; those that are not kept any longer included.</summary>
    public long MessagesStored => backend.Stored;

    /// <summary>How many messages were not stored because they repeated one within <see cref="TimEmulatorOptions.RepeatWindow"/>.</summary>
    public long RepeatsDropped => backend.Repeats;

    /// <summary>The stored messages, oldest first: the most recent <see cref="TimEmulatorOptions.MaxStoredMessages"/>. A copy, made each
    /// time.</summary>
    public IReadOnlyList<StoredMessage> Messages => backend.Messages();

    /// <summary>What goes wrong, and how slow it is. Set, it holds for every call from then on.</summary>
    /// <exception cref="ArgumentException">When set: a list, or an item of one, is null.</exception>
    public EmulatorFaults Faults
    {
        get => backend.Faults;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            backend.Faults = value;
        }
    }

    internal Backend Backend => backend;

    // What tests look at.
    internal int PendingAnswers => pending.Count;

    internal int RememberedForRepeats => backend.RememberedForRepeats;

    /// <summary>The kept messages of one receiver, oldest first. Looks through all of <see cref="Messages"/>.</summary>
    /// <param name="receiver">The identifier; case counts.</param>
    /// <returns>A copy; empty if there are none.</returns>
    public IReadOnlyList<StoredMessage> MessagesTo(string receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return backend.Messages(receiver);
    }

    /// <summary>Ends the emulator: answers that still wait for their latency are dropped and never come, and their timers are gone, so
    /// identifiers without an answer end with the client's <see cref="TimClientOptions.ResultTimeout"/>. The store stays
    /// readable.</summary>
    /// <returns>Complete when none of those answers can come any more: one that its timer is just delivering is waited for. So do not
    /// block on it inside an observer.</returns>
    public ValueTask DisposeAsync() => pending.DisposeAsync();
}
