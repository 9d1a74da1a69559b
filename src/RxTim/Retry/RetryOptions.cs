namespace RxTim;

/// <summary>
/// Which identifiers are tried again, how often and how soon. Those that are due go out together in new calls, whichever calls they
/// came from. An identifier has one result all the same: the last, when it is final (<see cref="MsgBatchSendResult.Attempts"/> says how
/// many attempts it took).
/// </summary>
/// <remarks>
/// <para>
/// What is tried again keeps its random and sequence (<see cref="MsgBatchCall.Random"/>), and while more than ten calls' worth of
/// identifiers wait for it, no new ones are pulled.
/// </para>
/// <para>
/// "Too many calls" (<see cref="TimErrorCodes.IsThrottled"/>) is not a failure to be counted here: all sends of the client pause, for
/// 100 ms at first and up to 5 s while it goes on, and then the same identifiers are tried again whatever these options say. One that was
/// turned away 20 times gives that code as its result.
/// </para>
/// </remarks>
public sealed record RetryOptions
{
    /// <summary>How often an identifier is handed over at most, the first time included; at least 1. Hand-overs that were answered with
    /// "too many calls" are not counted. 1 by default: a failure is a result at once.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>The delay before the second attempt; it doubles with each further one. What is waited is drawn from its second half, so
    /// that many clients do not come back at one moment. 500 ms by default; positive.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest delay; at least <see cref="FirstDelay"/>, under 49 days. 30 s by default.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether a failure (<see cref="SendOutcome.Failed"/>) is worth another attempt. By default where its code is transient
    /// (<see cref="TimErrorCodes.IsTransient"/>).
    /// </summary>
    /// <remarks>Called outside all locks, on the thread that brought the result, and only where an attempt is left. It may do anything, also
    /// send; while it works, that thread brings no other result. If it throws, the failure is final and
    /// <see cref="TimClient.UnhandledException"/> is told.</remarks>
    public Func<MsgBatchSendResult, bool> ShouldRetry { get; init; } = static result => TimErrorCodes.IsTransient(result.Code);

    /// <summary>
    /// Whether identifiers of which nobody knows whether they were sent to (<see cref="SendOutcome.Unknown"/>) are tried again, within
    /// <see cref="MaxAttempts"/>. <see langword="false"/> by default.
    /// </summary>
    /// <remarks>The calls then carry the send's random and sequence in the message too (<c>message_rand</c>, <c>message_seq</c>), so that a
    /// backend can drop what it has taken already. Tencent's does so for about a second, and an answer is usually given up later than that:
    /// this is sending at least once, and some users may see the message twice.</remarks>
    public bool RetryUnknown { get; init; }

    /// <summary>Told of each result that is not final because its identifier is tried again, too many calls included; for logs and
    /// counters. <see langword="null"/> by default.</summary>
    /// <remarks>Called outside all locks, on the thread that brought the result, before the identifier is handed over again. It may do
    /// anything, also send. If it throws, <see cref="TimClient.UnhandledException"/> is told, and the identifier is tried again all the
    /// same.</remarks>
    public Action<MsgBatchSendResult>? OnRetry { get; init; }

    /// <summary>The longest delay before the next attempt: the first one, doubled with each attempt up to <see cref="MaxDelay"/>.</summary>
    /// <param name="attempts">How many attempts there were; at least 1.</param>
    /// <returns>The delay, without jitter.</returns>
    public TimeSpan DelayAfter(int attempts) => Backoff.LengthOf(attempts, FirstDelay, MaxDelay);

    internal void Validate()
    {
        if (MaxAttempts < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxAttempts), MaxAttempts, "The first attempt is counted: at least 1.");
        if (FirstDelay <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(FirstDelay), FirstDelay, "A delay is positive.");
        if (MaxDelay < FirstDelay || MaxDelay.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(nameof(MaxDelay), MaxDelay, "Must be at least the first delay and under 49 days.");
        ArgumentNullException.ThrowIfNull(ShouldRetry);
    }
}
