namespace RxTim.Emulator;

/// <summary>How a <see cref="TimEmulator"/> behaves. Lists are read once, when the emulator is made.</summary>
public sealed record TimEmulatorOptions
{
    /// <summary>Who sends a message that has no sender of its own. <c>administrator</c> by default, as a server's sender is often called;
    /// not empty.</summary>
    public string Sender { get; init; } = "administrator";

    /// <summary>The accounts that exist; others are answered with 70107 (<see cref="TimErrorCodes.AccountNotFound"/>). By default null:
    /// every identifier exists.</summary>
    public IReadOnlyCollection<string>? Accounts { get; init; }

    /// <summary>Whether an identifier that is empty, over 32 bytes or not printable ASCII (<see cref="Identifiers.Problem"/>) is answered
    /// with 7003 (<see cref="TimErrorCodes.InvalidIdentifier"/>), as Tencent documents; over REST with 90003
    /// (<see cref="TimErrorCodes.ToAccountInvalid"/>). On by default; off, every text is an identifier.</summary>
    public bool StrictIdentifiers { get; init; } = true;

    /// <summary>Identifiers that fail with a code. The first rule whose pattern matches an identifier decides alone: if its probability
    /// spares the identifier, the message is stored. None by default.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>Identifiers whose answer gets lost, after their message was stored or failed. The first rule whose pattern matches decides
    /// alone. None by default.</summary>
    public IReadOnlyList<SilenceRule> Silences { get; init; } = [];

    /// <summary>Calls that are refused whole. None by default.</summary>
    public CallRefusal? Refusal { get; init; }

    /// <summary>How long a callback takes, each on its own. By default nothing: the answer comes before
    /// <see cref="IMsgBatchTransport.Send"/> returns. The system's timers count whole milliseconds.</summary>
    public LatencyRange Latency { get; init; }

    /// <summary>How many callbacks a call's entries are spread over, as evenly as can be; at least 1, the default. A call of fewer entries
    /// has one callback for each.</summary>
    public int CallbacksPerCall { get; init; } = 1;

    /// <summary>Whether entries come in random order. Off by default: they come in the order asked.</summary>
    public bool ShuffleEntries { get; init; }

    /// <summary>How likely each entry is to come twice, from 0, the default, to 1.</summary>
    public double DoubledEntries { get; init; }

    /// <summary>How many stored messages are kept; older ones make room, so that a long send does not fill the memory. 10,000 by default;
    /// 0 keeps none.</summary>
    public int MaxStoredMessages { get; init; } = 10_000;

    /// <summary>
    /// How long a message is remembered so that its repeat (same sender, receiver, <c>message_rand</c> and <c>message_seq</c>) is answered
    /// like the first and not stored again. One second by default, as Tencent documents; zero drops no repeats. Only messages that come
    /// with a random other than 0 are remembered: others are given one for each receiver, and so never repeat. What comes by REST's
    /// <c>sendmsg</c> is remembered for two minutes, with its content, unless this is zero.
    /// </summary>
    public TimeSpan RepeatWindow { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many calls are taken in any second; those over are refused whole with 60007
    /// (<see cref="TimErrorCodes.RestFrequencyLimit"/>). At least 1; null, the default, for no limit. Tencent documents 200.</summary>
    public int? CallsPerSecond { get; init; }

    /// <summary>How many messages are taken in any minute, one for each receiver; a call that goes over is refused whole with 60007
    /// (<see cref="TimErrorCodes.RestFrequencyLimit"/>). At least 1; null, the default, for no limit. Tencent documents 12,000.</summary>
    public int? MessagesPerMinute { get; init; }

    /// <summary>What all random numbers follow from; 0 by default.</summary>
    public long Seed { get; init; }

    /// <summary>The clock behind latency, the repeat window and the messages' times. The system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>What the emulator announces that it can take: by default at most 500 identifiers a call, as the REST API, 100 as the best,
    /// and 10,000 in flight. A client checks that each is at least 1.</summary>
    public MsgBatchLimits Limits { get; init; } = new()
    {
        MaxIdentifiersPerCall = 500,
        BestIdentifiersPerCall = 100,
        MaxIdentifiersInFlight = 10_000,
    };

    /// <summary>Checks the options, as an emulator does when it is made.</summary>
    /// <exception cref="ArgumentException">One is out of its range.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Sender);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        ArgumentNullException.ThrowIfNull(Limits);
        EmulatorFaults.ThrowIfAnyIsNull(Accounts ?? [], nameof(Accounts));
        ToFaults().Validate();
        ArgumentOutOfRangeException.ThrowIfLessThan(CallbacksPerCall, 1);
        Probability.Check(DoubledEntries, nameof(DoubledEntries));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxStoredMessages);
        ArgumentOutOfRangeException.ThrowIfLessThan(RepeatWindow, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CallsPerSecond ?? 1, 1, nameof(CallsPerSecond));
        ArgumentOutOfRangeException.ThrowIfLessThan(MessagesPerMinute ?? 1, 1, nameof(MessagesPerMinute));
    }

    // The part of it that can be changed later.
    internal EmulatorFaults ToFaults() => new()
    {
        Faults = Faults,
        Silences = Silences,
        Refusal = Refusal,
        Latency = Latency,
    };
}
