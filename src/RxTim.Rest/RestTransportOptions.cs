using System.Net;
using System.Net.Http.Headers;

namespace RxTim.Rest;

/// <summary>Who calls the REST API, where it is, and what a message of the SDK's model does not say.</summary>
public sealed record RestTransportOptions
{
    /// <summary>The longest time for which the backend keeps a message: seven days.</summary>
    public static readonly TimeSpan MaxLifeTime = TimeSpan.FromDays(7);

    /// <summary>The longest pause that a <c>Retry-After</c> of an HTTP 429 or 503 makes: ten minutes. Then one call is let through to
    /// see.</summary>
    public static readonly TimeSpan MaxPause = TimeSpan.FromMinutes(10);

    /// <summary>The app's number. <c>sdkappid</c>.</summary>
    public required uint SdkAppId { get; init; }

    /// <summary>The identifier of the app's administrator who calls. <c>identifier</c>.</summary>
    public required string Admin { get; init; }

    /// <summary>Where the administrator's UserSig comes from. <c>usersig</c>.</summary>
    public required UserSigSource UserSig { get; init; }

    /// <summary>Where the API is: one of <see cref="RestDomains"/>, or any <c>https</c> address; <c>http</c> only on this machine
    /// (loopback), for the UserSig is in each request's address. A path is kept in front of <c>v4/openim/batchsendmsg</c>.</summary>
    public required Uri Domain { get; init; }

    /// <summary>Whom the message is from; without it, the administrator. <c>From_Account</c>.</summary>
    public string? From { get; init; }

    /// <summary>Whether the sender's own terminals and history get the message too; without it, the backend decides (it keeps it).
    /// <c>SyncOtherMachine</c>: 1 for true, 2 for false.</summary>
    public bool? SyncToSender { get; init; }

    /// <summary>How long the backend keeps the message for users who are offline: whole seconds, from 0 to
    /// <see cref="MaxLifeTime"/>. Without it, seven days. <c>MsgLifeTime</c>.</summary>
    public TimeSpan? LifeTime { get; init; }

    /// <summary>Whether only users who are online get each message, as with <see cref="Message.IsOnlineMsg"/> for one.
    /// <c>OnlineOnlyFlag</c>.</summary>
    public bool OnlineOnly { get; init; }

    /// <summary>Whether a receiver who has muted the sender is not notified; the backend notifies otherwise. <c>SendMsgControl</c>:
    /// <c>WithMuteNotifications</c>.</summary>
    public bool RespectMute { get; init; }

    /// <summary>The most bytes of an answer that are read, at least 1,024; 4 MB by default. An answer for 500 identifiers that all failed
    /// has about 40 kB.</summary>
    public int MaxResponseBytes { get; init; } = 4 << 20;

    /// <summary>How long a call may wait until it begins to leave, for a connection and for the handlers of the HttpClient: over 0, up to
    /// 49 days, or <see cref="Timeout.InfiniteTimeSpan"/>; 10 s by default. Then it is given up, and its identifiers fail with 9510
    /// (<see cref="TimErrorCodes.ConnectTimeout"/>), which may be tried again, for nothing was sent. The same is so if the client's
    /// <see cref="TimClientOptions.ResultTimeout"/> is over first.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock that UserSigs are made and renewed by, and <see cref="ConnectTimeout"/> is measured.
    /// <see cref="TimeProvider.System"/> by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long the backend asks not to be called; null if it does not.</summary>
    internal TimeSpan? PauseOf(HttpStatusCode status, RetryConditionHeaderValue? retryAfter)
    {
        if (status is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            return null;
        var pause = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - TimeProvider.GetUtcNow() : null);
        return pause > MaxPause ? MaxPause : pause;
    }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Admin);
        if (Admin.Contains('\n'))
            throw new ArgumentException("An identifier has no line break.", nameof(Admin));
        ArgumentNullException.ThrowIfNull(UserSig);
        ArgumentNullException.ThrowIfNull(Domain);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        if (From is "")
            throw new ArgumentException("A sender is not empty; leave it out for the administrator.", nameof(From));
        if (LifeTime is { } life && (life < TimeSpan.Zero || life > MaxLifeTime || life.Ticks % TimeSpan.TicksPerSecond != 0))
            throw new ArgumentOutOfRangeException(nameof(LifeTime), life, "Whole seconds, from 0 to seven days.");
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseBytes, 1024);
        var isTooLong = ConnectTimeout.TotalMilliseconds > uint.MaxValue - 1;
        if (ConnectTimeout != Timeout.InfiniteTimeSpan && (ConnectTimeout <= TimeSpan.Zero || isTooLong))
            throw new ArgumentOutOfRangeException(nameof(ConnectTimeout), ConnectTimeout, "Positive and under 49 days, or infinite.");
        ValidateDomain();
    }

    private void ValidateDomain()
    {
        if (!Domain.IsAbsoluteUri || (Domain.Scheme != Uri.UriSchemeHttps && !(Domain.Scheme == Uri.UriSchemeHttp && Domain.IsLoopback)))
            throw new ArgumentException("An https address, or an http one on this machine (loopback).", nameof(Domain));
        if (Domain.Query.Length > 0 || Domain.Fragment.Length > 0 || Domain.UserInfo.Length > 0)
            throw new ArgumentException("An address without user, query or fragment.", nameof(Domain));
    }
}
