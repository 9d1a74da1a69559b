using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

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

    /// <summary>How fast to send: sets <see cref="CallLimiter"/> and <see cref="RecipientLimiter"/>, and is null where one of them is.
    /// <see cref="Pace.Tencent"/> keeps to both limits of Tencent's server API. No limit by default.</summary>
    public Pace? Pace
    {
        get => CallLimiter is { } calls && RecipientLimiter is { } recipients ? new Pace(calls, recipients) : null;
        init => (CallLimiter, RecipientLimiter) = (value?.Calls, value?.Recipients);
    }

    /// <summary>Asked for one permit before each call, for example <see cref="Pace.CallsPerSecond"/>. The permit is held until the call is
    /// over: until each of its identifiers has its result or has timed out. One that is refused is asked for again. The limiter belongs to
    /// the caller and may be shared by many clients.</summary>
    public RateLimiter? CallLimiter { get; init; }

    /// <summary>Asked before each call for a permit for each of its identifiers, those included that are tried again; for example
    /// <see cref="Pace.RecipientsPerMinute"/>. The permits are held as <see cref="CallLimiter"/>'s is, and one call of the client asks at a
    /// time, so that large calls have their turn. A call for which the limiter could never grant as many goes out in smaller ones; a
    /// limiter says so with an <see cref="ArgumentOutOfRangeException"/>, as those of <c>System.Threading.RateLimiting</c> do. The limiter
    /// belongs to the caller and may be shared by many clients.</summary>
    public RateLimiter? RecipientLimiter { get; init; }

    /// <summary>Who takes part in every send: before a call is handed over, and before results are delivered. Each step is awaited in the
    /// order of this list. None by default.</summary>
    public IReadOnlyList<ISendInterceptor> Interceptors { get; init; } = [];

    /// <summary>
    /// How long a disposal waits at most for what is still running: an identifier source that does not heed its cancellation token, an
    /// observer, an interceptor or a transport that does not return. After that <see cref="OnUnhandledException"/> is told of a
    /// <see cref="TimeoutException"/>. 5 s by default; <see cref="Timeout.InfiniteTimeSpan"/> waits for ever, <see cref="TimeSpan.Zero"/>
    /// not at all.
    /// </summary>
    public TimeSpan DisposeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Which identifiers are tried again, and when. By default only those that the backend turned away because of too many
    /// calls.</summary>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>What happens to an identifier that is asked more than once.</summary>
    public DuplicateIdentifiers Duplicates { get; init; } = DuplicateIdentifiers.SendOnce;

    /// <summary>Where the client writes what happens, under the category <see cref="TimTelemetry.Name"/>: see
    /// <see cref="TimTelemetry"/>. None by default.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Told of exceptions that have nowhere else to go: one thrown by the caller's callback, observer, predicate or interceptor on
    /// a thread that belongs to the backend. It may be called on several threads at once. Without it, and without a
    /// <see cref="LoggerFactory"/>, <see cref="TimClient.UnhandledException"/> is told. <see langword="null"/> by default.</summary>
    public Action<Exception>? OnUnhandledException { get; init; }

    /// <summary>The clock behind every timeout. <see cref="TimeProvider.System"/> by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Checks the options, as a client does that is made with them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is out of its range; the message names it.</exception>
    /// <exception cref="ArgumentNullException">One that must be there is null.</exception>
    public void Validate()
    {
        if (IdentifiersPerCall < 1)
            throw new ArgumentOutOfRangeException(nameof(IdentifiersPerCall), IdentifiersPerCall, "A call carries at least one identifier.");
        if (MaxConcurrentCalls < 1)
            throw new ArgumentOutOfRangeException(nameof(MaxConcurrentCalls), MaxConcurrentCalls, "A send needs at least one call at a time.");
        ValidateSpan(ResultTimeout, nameof(ResultTimeout), zeroAllowed: false);
        ValidateSpan(Linger, nameof(Linger), zeroAllowed: true);
        ValidateSpan(DisposeTimeout, nameof(DisposeTimeout), zeroAllowed: true);
        ArgumentNullException.ThrowIfNull(Interceptors);
        foreach (var interceptor in Interceptors)
            ArgumentNullException.ThrowIfNull(interceptor, nameof(Interceptors));
        if (Duplicates is not (DuplicateIdentifiers.SendOnce or DuplicateIdentifiers.SendEach))
            throw new ArgumentOutOfRangeException(nameof(Duplicates), Duplicates, "Not a value of DuplicateIdentifiers.");
        ArgumentNullException.ThrowIfNull(Retry);
        Retry.Validate();
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }

    // Where an exception goes that has no other way.
    internal void Report(Exception exception) =>
        UnhandledExceptions.Report(exception, OnUnhandledException, LoggerFactory);

    // The longest wait that a TimeProvider's timer takes is 2^32 - 2 milliseconds.
    private static void ValidateSpan(TimeSpan value, string name, bool zeroAllowed)
    {
        if (value == Timeout.InfiniteTimeSpan || (zeroAllowed && value == TimeSpan.Zero))
            return;
        if (value <= TimeSpan.Zero || value.TotalMilliseconds > uint.MaxValue - 1)
            throw new ArgumentOutOfRangeException(name, value, "Must be positive and under 49 days, or Timeout.InfiniteTimeSpan.");
    }
}
