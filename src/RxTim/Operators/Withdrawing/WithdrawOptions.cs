using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>How messages are taken back: how many at a time, how fast, and what is tried again.</summary>
public sealed record WithdrawOptions
{
    /// <summary>How many messages are taken back at one time; at least 1. 32 by default, which at 200 a second allows each 160 ms.</summary>
    public int MaxConcurrentCalls { get; init; } = 32;

    /// <summary>Asked for one permit before each message is asked for, for example <see cref="Pace.CallsPerSecond"/>: REST allows 200 a
    /// second. The permit is held until there is an answer. One that is refused is asked for again. None by default. The limiter belongs to
    /// the caller and may be shared.</summary>
    public RateLimiter? CallLimiter { get; init; }

    /// <summary>
    /// How long an answer is waited for. Then it is unknown whether the message is taken back, with code 6012
    /// (<see cref="TimErrorCodes.RequestTimeout"/>). 60 seconds by default; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.
    /// </summary>
    public TimeSpan ResultTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// What is tried again, how often and how soon. By default three attempts for what is transient and for what is unknown: to ask for a
    /// message that is taken back already does no harm. "Too many calls" is always tried again, and makes all of this stream pause, as in
    /// a send.
    /// </summary>
    /// <remarks>The predicates get <see cref="WithdrawResult.ToSendResult"/>.</remarks>
    public RetryOptions Retry { get; init; } = new() { MaxAttempts = 3, RetryUnknown = true };

    /// <summary>
    /// Run and awaited for each result before it is given, such as a record on a disk. It may run for <see cref="MaxConcurrentCalls"/>
    /// results at one time, and nobody is asked for in its place meanwhile, so a slow one slows the taking back. If it throws, its result
    /// is not given, nobody else is asked for, and the stream ends with what it threw. Nothing by default.
    /// </summary>
    public Func<WithdrawResult, CancellationToken, ValueTask>? BeforeDelivery { get; init; }

    /// <summary>Stops: nobody else is asked for, nothing is tried again, who is asked for gets his result, and the stream
    /// completes.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>How long the end of an enumeration waits at most for a source that does not heed its cancellation token; then
    /// <see cref="TimClient.UnhandledException"/> is told of a <see cref="TimeoutException"/>. 5 s by default;
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.</summary>
    public TimeSpan DisposeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The clock behind every wait. <see cref="TimeProvider.System"/> by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks the options, as a stream does that is made with them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range; the message names it.</exception>
    /// <exception cref="ArgumentNullException">One that must be there is null.</exception>
    public void Validate()
    {
        if (MaxConcurrentCalls < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxConcurrentCalls), MaxConcurrentCalls, "At least one message at a time.");
        if (Retry is null)
            throw new ArgumentNullException(nameof(Retry));
        Retry.Validate();
        if (TimeProvider is null)
            throw new ArgumentNullException(nameof(TimeProvider));
        ValidateSpan(ResultTimeout, nameof(ResultTimeout));
        ValidateSpan(DisposeTimeout, nameof(DisposeTimeout));
    }

    // The longest wait that a TimeProvider's timer takes is 2^32 - 2 milliseconds.
    private static void ValidateSpan(TimeSpan value, string name)
    {
        if (value != Timeout.InfiniteTimeSpan && (value <= TimeSpan.Zero || value.TotalMilliseconds > uint.MaxValue - 1))
            throw new ArgumentOutOfRangeException(name, value, "Must be positive and under 49 days, or Timeout.InfiniteTimeSpan.");
    }
}
