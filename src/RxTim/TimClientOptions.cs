using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>How a <see cref="TimClient"/> cuts a send into calls, and how long it waits for answers.</summary>
public sealed record TimClientOptions
{
    /// <summary>Identifiers in one call, at least 1; never more than the transport's own limit. By default what the transport is
    /// fastest with (<see cref="MsgBatchLimits.BestIdentifiersPerCall"/>).</summary>
    public int? IdentifiersPerCall { get; init; }

    /// <summary>Calls of one send that may be in flight, or answered and not yet consumed, at one time; at least 1. By default what
    /// the transport is fastest with (<see cref="MsgBatchLimits.BestCallsInFlight"/>).</summary>
    public int? MaxConcurrentCalls { get; init; }

    /// <summary>
    /// How long a call may go without an answer. Identifiers that have none by then give a result with code 6012
    /// (<see cref="TimErrorCodes.RequestTimeout"/>) and <see cref="SendOutcome.Unknown"/>. 60 seconds by default;
    /// <see cref="Timeout.InfiniteTimeSpan"/> waits for ever.
    /// </summary>
    public TimeSpan ResultTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long identifiers already pulled from a slow source wait for others to fill their call. 20 ms by default;
    /// <see cref="Timeout.InfiniteTimeSpan"/> sends full calls only, <see cref="TimeSpan.Zero"/> never waits.
    /// </summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Asked for one permit before each call, for example <see cref="Pace.CallsPerSecond"/>. The limiter belongs to
    /// the caller and may be shared by many clients.</summary>
    public RateLimiter? CallLimiter { get; init; }

    /// <summary>Which identifiers are tried again, and when. By default only those that the backend turned away because of too many
    /// calls.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>What happens to an identifier that is asked more than once.</summary>
    public DuplicateIdentifiers Duplicates { get; init; } = DuplicateIdentifiers.SendOnce;

    /// <summary>The clock behind every timeout. <see cref="TimeProvider.System"/> by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        if (IdentifiersPerCall < 1)
            throw new ArgumentOutOfRangeException(nameof(IdentifiersPerCall), IdentifiersPerCall, "A call carries at least one identifier.");
        if (MaxConcurrentCalls < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxConcurrentCalls), MaxConcurrentCalls, "A send needs at least one call at a time.");
        ValidateSpan(ResultTimeout, nameof(ResultTimeout), zeroAllowed: false);
        ValidateSpan(Linger, nameof(Linger), zeroAllowed: true);
        if (!Enum.IsDefined(typeof(DuplicateIdentifiers), Duplicates))
            throw new ArgumentOutOfRangeException(nameof(Duplicates), Duplicates, "Not a value of DuplicateIdentifiers.");
        if (Retry is null)
            throw new ArgumentNullException(nameof(Retry));
        Retry.Validate();
        if (TimeProvider is null)
            throw new ArgumentNullException(nameof(TimeProvider));
    }

    // The longest wait that a TimeProvider's timer takes is 2^32 - 2 milliseconds.
    private static void ValidateSpan(TimeSpan value, string name, bool zeroAllowed)
    {
        if (value == Timeout.InfiniteTimeSpan || (zeroAllowed && value == TimeSpan.Zero))
            return;
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(name, value, "Must be positive and under 49 days, or Timeout.InfiniteTimeSpan.");
    }
}
