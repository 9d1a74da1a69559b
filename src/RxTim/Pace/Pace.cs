using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>Ready-made limiters for <see cref="TimClientOptions.CallLimiter"/>.</summary>
public static class Pace
{
    /// <summary>Never lets more than so many calls through in any second, wherever that second begins.</summary>
    /// <param name="calls">At least 1. REST: an app may make 200 calls a second.</param>
    /// <param name="time">The clock; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>A limiter that makes callers wait in the order in which they came, without a limit on how many wait; it turns none away. It
    /// may be shared by many clients, and is to be disposed by whoever made it.</returns>
    /// <remarks>
    /// The limiters of <c>System.Threading.RateLimiting</c> run on the system's clock only, and let more through at the edges: a token
    /// bucket that was full gives its tokens and a second's new ones within one second, and a fixed window those of its end and of the
    /// next one's begin. What is counted here is when calls leave. On the way to the backend they may move together, so stay a little
    /// under its limit.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calls"/> is less than 1.</exception>
    public static RateLimiter CallsPerSecond(int calls, TimeProvider? time = null)
    {
        if (calls < 1)
            throw new ArgumentOutOfRangeException(nameof(calls), calls, "At least one call a second.");
        return new AnySecondLimiter(calls, time ?? TimeProvider.System);
    }
}
