using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RxTim.Rest;

/// <summary>
/// UserSig, version 2: proof that whoever calls Tencent Cloud Chat as an identifier knows the app's secret key. The same as Tencent's
/// <c>tls-sig-api-v2</c> makes and reads.
/// </summary>
/// <remarks>
/// It is the object <c>TLS.ver</c>, <c>TLS.identifier</c>, <c>TLS.sdkappid</c>, <c>TLS.expire</c>, <c>TLS.time</c>, <c>TLS.sig</c> in JSON,
/// compressed with zlib and in base64 with <c>+ / =</c> written <c>* - _</c>. The <c>TLS.sig</c> is an HMAC-SHA256 over the others.
/// </remarks>
public static partial class UserSig
{
    private const string Version = "2.0";

    /// <summary>Makes a UserSig.</summary>
    /// <param name="sdkAppId">The app's number.</param>
    /// <param name="secretKey">The app's secret key, as its console shows it.</param>
    /// <param name="identifier">Who it is for; not empty, without a line break.</param>
    /// <param name="lifetime">How long it is valid, in whole seconds; at least 1, at most 2^32 - 1.</param>
    /// <param name="now">When it begins, cut to whole seconds; not before 1970.</param>
    /// <returns>The UserSig, ASCII.</returns>
    /// <exception cref="ArgumentException">The secret key is empty, or the identifier is empty or has a line break.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lifetime or the time is out of its range.</exception>
    public static string Create(uint sdkAppId, string secretKey, string identifier, TimeSpan lifetime, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretKey);
        ArgumentException.ThrowIfNullOrEmpty(identifier);
        if (identifier.Contains('\n'))
            throw new ArgumentException("An identifier has no line break.", nameof(identifier));
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lifetime, TimeSpan.FromSeconds(uint.MaxValue));
        ArgumentOutOfRangeException.ThrowIfLessThan(now, DateTimeOffset.UnixEpoch);

        var content = new UserSigContent(sdkAppId, identifier, now.ToUnixTimeSeconds(), (long)lifetime.TotalSeconds);
        var signature = Sign(content, secretKey);

        var output = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString(Keys.Version, Version);
            json.WriteString(Keys.Identifier, identifier);
            json.WriteNumber(Keys.SdkAppId, sdkAppId);
            json.WriteNumber(Keys.Expire, content.ExpireSeconds);
            json.WriteNumber(Keys.Time, content.Time);
            json.WriteBase64String(Keys.Signature, signature);
            json.WriteEndObject();
        }
        var compressed = Zlib.Compress(output.WrittenSpan.ToArray());
        return Convert.ToBase64String(compressed).Replace('+', '*').Replace('/', '-').Replace('=', '_');
    }

    private static byte[] Sign(UserSigContent content, string secretKey)
    {
        var signed = new StringBuilder()
            .Append(Keys.Identifier).Append(':').Append(content.Identifier).Append('\n')
            .Append(Keys.SdkAppId).Append(':').Append(content.SdkAppId).Append('\n')
            .Append(Keys.Time).Append(':').Append(content.Time).Append('\n')
            .Append(Keys.Expire).Append(':').Append(content.ExpireSeconds).Append('\n');
        if (content.UserBuffer is not null)
            signed.Append(Keys.UserBuffer).Append(':').Append(content.UserBuffer).Append('\n');
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(secretKey));
        return hmac.ComputeHash(Encoding.UTF8.GetBytes(signed.ToString()));
    }

    private static class Keys
    {
        public const string Version = "TLS.ver";
        public const string Identifier = "TLS.identifier";
        public const string SdkAppId = "TLS.sdkappid";
        public const string Expire = "TLS.expire";
        public const string Time = "TLS.time";
        public const string Signature = "TLS.sig";
        public const string UserBuffer = "TLS.userbuf";
    }
}
