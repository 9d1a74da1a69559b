namespace RxTim.Emulator;

/// <summary>
/// A Tencent IM inside the process, to develop and test against without an account or a network. It stores what is sent and answers as the
/// real service does, in its own JSON, with whatever faults and latency <see cref="TimEmulatorOptions"/> ask for.
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
    private readonly TimEmulatorOptions options;
    private readonly ChatService service;
    private readonly PendingAnswers pending;

    /// <summary>Starts an emulator.</summary>
    /// <param name="options">How it behaves; by default every identifier exists and every message is answered at once.</param>
    /// <param name="archive">What keeps all that is stored, beside the latest <see cref="TimEmulatorOptions.MaxStoredMessages"/>; by
    /// default nothing does. It belongs to whoever made it.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public TimEmulator(TimEmulatorOptions? options = null, IEmulatorArchive? archive = null)
    {
        this.options = options ?? new TimEmulatorOptions();
        this.options.Validate();
        service = new ChatService(this.options, archive);
        pending = new PendingAnswers(this.options.TimeProvider);
        Transport = new EmulatorTransport(this.options, service, pending, taken => Received?.Invoke(taken));
    }

    /// <summary>Tells of every call as soon as it is taken or refused, before it is answered, on the thread that brought it. A handler must
    /// not throw.</summary>
    public event Action<ReceivedCall>? Received;

    /// <summary>The way in: give it to a <see cref="TimClient"/>, or to several. It ends with the emulator: a call after that is refused
    /// with <see cref="TIMResult.ErrSdkUninit"/>.</summary>
    public IMsgBatchTransport Transport { get; }

    /// <summary>The calls of any second: <see cref="TimEmulatorOptions.CallsPerSecond"/>, and how many of them are used.</summary>
    public EmulatorQuota CallQuota => service.CallQuota;

    /// <summary>The messages of any minute, one for each receiver: <see cref="TimEmulatorOptions.MessagesPerMinute"/>, and how many of them
    /// are used.</summary>
    public EmulatorQuota MessageQuota => service.MessageQuota;

    /// <summary>How many calls arrived, those that were refused included.</summary>
    public long CallsReceived => service.Calls;

    /// <summary>How many messages were ever stored, one for each receiver; those that are not kept any longer included.</summary>
    public long MessagesStored => service.Stored;

    /// <summary>How many messages were not stored because they repeated one within <see cref="TimEmulatorOptions.RepeatWindow"/>.</summary>
    public long RepeatsDropped => service.Dropped;

    /// <summary>The stored messages, oldest first: the most recent <see cref="TimEmulatorOptions.MaxStoredMessages"/>. A copy, made each
    /// time.</summary>
    public IReadOnlyList<StoredMessage> Messages => service.Messages();

    /// <summary>What goes wrong, and how slow it is. Set, it holds for every call from then on.</summary>
    /// <exception cref="ArgumentException">When set: a list, or an item of one, is null.</exception>
    public EmulatorFaults Faults
    {
        get => service.Faults;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            service.Faults = value;
        }
    }

    // What tests look at.
    internal int PendingAnswers => pending.Count;

    internal int RememberedForRepeats => service.RememberedForRepeats;

    /// <summary>The kept messages of one receiver, oldest first. Looks through all of <see cref="Messages"/>.</summary>
    /// <param name="receiver">The identifier; case counts.</param>
    /// <returns>A copy; empty if there are none.</returns>
    public IReadOnlyList<StoredMessage> MessagesTo(string receiver)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        return service.Messages(receiver);
    }

    /// <summary>Whether an account exists.</summary>
    /// <param name="identifier">The account; case counts.</param>
    /// <returns>True if messages to it are stored; false for what is no identifier, unless
    /// <see cref="TimEmulatorOptions.StrictIdentifiers"/> is off.</returns>
    public bool Exists(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return service.Exists(identifier);
    }

    /// <summary>Makes an account exist.</summary>
    /// <param name="identifier">The account.</param>
    /// <param name="nick">Its nickname, for the archive.</param>
    /// <param name="faceUrl">The address of its picture, for the archive.</param>
    /// <returns>Complete when that is kept.</returns>
    public Task ImportAsync(string identifier, string? nick = null, string? faceUrl = null)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return service.ImportAsync(identifier, nick, faceUrl);
    }

    /// <summary>Makes an account vanish.</summary>
    /// <param name="identifier">The account.</param>
    /// <returns>Complete when that is kept; whether there was such an account.</returns>
    public Task<bool> DeleteAsync(string identifier)
    {
        ArgumentNullException.ThrowIfNull(identifier);
        return service.DeleteAsync(identifier);
    }

    /// <summary>Takes a call that comes another way than by <see cref="Transport"/>, and waits for what stands between it and its answer:
    /// the archive and the latency. The call has one answer: where a silence takes one of its identifiers, it never comes. Its messages
    /// count for <see cref="MessageQuota"/>; that it is a call is counted by whoever brings it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="identifiers">Who it goes to.</param>
    /// <param name="cancellationToken">Ends the waiting; the message stays stored.</param>
    /// <returns>The call and what became of it, when it is to be answered.</returns>
    /// <exception cref="OperationCanceledException">Nobody waits any longer.</exception>
    public async Task<ReceivedCall> ReceiveAsync(
        EmulatorMessage message, IReadOnlyList<string> identifiers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(identifiers);
        var taken = service.Receive(message, identifiers);
        Received?.Invoke(taken);
        await taken.Kept.ConfigureAwait(false);
        var random = taken.Random;
        if (LosesAny(taken, ref random))
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        var latency = taken.Faults.Latency.Draw(ref random);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        return taken;
    }

    /// <summary>Ends the emulator: answers that still wait for their latency are dropped and never come, and their timers are gone, so
    /// identifiers without an answer end with the client's <see cref="TimClientOptions.ResultTimeout"/>. The store stays
    /// readable.</summary>
    /// <returns>Complete when none of those answers can come any more: one that its timer is just delivering is waited for. So do not
    /// block on it inside an observer.</returns>
    public ValueTask DisposeAsync() => pending.DisposeAsync();

    private static bool LosesAny(ReceivedCall taken, ref SeededRandom random)
    {
        if (!taken.Faults.CanLose)
            return false;
        foreach (var delivery in taken.DeliveryArray)
        {
            if (taken.Faults.Loses(delivery.Receiver, ref random))
                return true;
        }
        return false;
    }
}
