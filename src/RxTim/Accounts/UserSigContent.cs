namespace RxTim.Rest;

/// <summary>What a UserSig says. Reading it proves nothing: see <see cref="UserSig.Verify"/>.</summary>
/// <param name="SdkAppId">The app's number. <c>TLS.sdkappid</c>.</param>
/// <param name="Identifier">Who it is for. <c>TLS.identifier</c>.</param>
/// <param name="Time">When it was made, in seconds since 1970 UTC; 0 or more. <c>TLS.time</c>.</param>
/// <param name="ExpireSeconds">How long it is valid from <paramref name="Time"/> on, in seconds; 0 or more. <c>TLS.expire</c>.</param>
public sealed record UserSigContent(uint SdkAppId, string Identifier, long Time, long ExpireSeconds)
{
    /// <summary>What Tencent's real-time audio and video adds, in base64; it is signed with the rest. <c>TLS.userbuf</c>.</summary>
    public string? UserBuffer { get; init; }

    /// <summary>Whether it is no longer valid at a time.</summary>
    /// <param name="now">The time.</param>
    /// <returns>True from <see cref="Time"/> + <see cref="ExpireSeconds"/> on.</returns>
    public bool IsExpired(DateTimeOffset now) => now.ToUnixTimeSeconds() - Time >= ExpireSeconds;
}
