using System.Threading.RateLimiting;

namespace RxTim;

/// <summary>How fast a client sends: what counts its calls, and what counts their recipients. For <see cref="TimClientOptions.Pace"/>.</summary>
/// <remarks>
/// <para>Any limiter does. Those that are made here count in any window of time, wherever it begins. The limiters of
/// <c>System.Threading.RateLimiting</c> run on the system's clock only, and let more through at the edges: a token bucket that was full gives
/// its tokens and a second's new ones within one second, and a fixed window those of its end and of the next one's begin.</para>
/// <para>A permit of a limiter that is made here counts from when it is granted until a window after its lease is given back. A client gives it
/// back when the call is answered. So the backend, which counts the call somewhere in between, never counts too many, however long calls are
/// on their way; and a pace is slower by as much as they are.</para>
/// <para>Whoever waits is served in the order in which they came, without a limit on how many wait; none is turned away. A pace may be shared by
/// many clients, and is to be disposed by whoever made it. What else uses up the app's quota, such as calls that are made without RxTim, can
/// take its permits from the same pace: <c>using var permits = await pace.Recipients.WaitAsync(40, time)</c>, given back when the call is
/// answered. Where it cannot, it can be left a share: see <see cref="Tencent"/>.</para>
/// </remarks>
public sealed class Pace : IDisposable
{
    /// <summary>The calls that Tencent's server API takes of an app in a second: 200, with every edition.</summary>
    public const int TencentCallsPerSecond = 200;

    /// <summary>The messages that Tencent's server API takes of an app in a minute, one for each recipient: 12,000, until more are bought.
    /// Trial and developer editions cannot buy more; others can, 6,000 a minute at a time.</summary>
    public const int TencentRecipientsPerMinute = 12_000;

    /// <summary>Makes a pace of any two limiters.</summary>
    /// <param name="calls">What counts calls.</param>
    /// <param name="recipients">What counts recipients.</param>
    public Pace(RateLimiter calls, RateLimiter recipients)
    {
        ArgumentNullException.ThrowIfNull(calls);
        ArgumentNullException.ThrowIfNull(recipients);
        Calls = calls;
        Recipients = recipients;
    }

    /// <summary>Asked for one permit before each call.</summary>
    public RateLimiter Calls { get; }

    /// <summary>Asked for a permit for each identifier of a call.</summary>
    public RateLimiter Recipients { get; }

    /// <summary>Both limits of Tencent's server API, which hold at once for all that an app (SDKAppID) sends: so many calls in any second, and
    /// so many recipients in any minute. Source: the API's documentation, page 269/1612, as of 2026-02-04.</summary>
    /// <param name="callsPerSecond">At least 1; <see cref="TencentCallsPerSecond"/>, 200, by default.</param>
    /// <param name="recipientsPerMinute">At least 1; <see cref="TencentRecipientsPerMinute"/>, 12,000, by default. A call to 500 identifiers
    /// counts 500.</param>
    /// <param name="share">The part of both that this pace may use, above 0 and at most 1, the default. What others use of the quota, such as
    /// another process or another client, is left to them.</param>
    /// <param name="time">The clock; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>A pace; dispose it when nothing sends by it any longer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static Pace Tencent(
        int callsPerSecond = TencentCallsPerSecond, int recipientsPerMinute = TencentRecipientsPerMinute, double share = 1,
        TimeProvider? time = null)
    {
        if (!(share > 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        ArgumentOutOfRangeException.ThrowIfLessThan(callsPerSecond, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(recipientsPerMinute, 1);
        return new Pace(CallsPerSecond(Part(callsPerSecond), time), RecipientsPerMinute(Part(recipientsPerMinute), time));

        int Part(int whole) => Math.Max(1, (int)(whole * share));
    }

    /// <summary>Never lets more than so many calls through in any second, wherever that second begins. For
    /// <see cref="TimClientOptions.CallLimiter"/>.</summary>
    /// <param name="calls">At least 1. REST: an app may make 200 calls a second.</param>
    /// <param name="time">The clock; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>A limiter that turns nobody away; dispose it when nothing sends by it any longer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="calls"/> is less than 1.</exception>
    public static RateLimiter CallsPerSecond(int calls, TimeProvider? time = null)
    {
        if (calls < 1)
            throw new ArgumentOutOfRangeException(nameof(calls), calls, "At least one call a second.");
        return new WindowLimiter(calls, TimeSpan.FromSeconds(1), time ?? TimeProvider.System);
    }

    /// <summary>Never lets calls to more than so many recipients through in any minute, wherever that minute begins. For
    /// <see cref="TimClientOptions.RecipientLimiter"/>.</summary>
    /// <param name="recipients">At least 1. REST: 12,000 a minute, unless more are bought.</param>
    /// <param name="time">The clock; <see cref="TimeProvider.System"/> by default.</param>
    /// <returns>A limiter that turns nobody away; dispose it when nothing sends by it any longer.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="recipients"/> is less than 1.</exception>
    public static RateLimiter RecipientsPerMinute(int recipients, TimeProvider? time = null)
    {
        if (recipients < 1)
            throw new ArgumentOutOfRangeException(nameof(recipients), recipients, "At least one recipient a minute.");
        return new WindowLimiter(recipients, TimeSpan.FromMinutes(1), time ?? TimeProvider.System);
    }

    /// <summary>Disposes both limiters. Sends that wait for them end with a <see cref="TimException"/>.</summary>
    public void Dispose()
    {
        Calls.Dispose();
        Recipients.Dispose();
    }
}
