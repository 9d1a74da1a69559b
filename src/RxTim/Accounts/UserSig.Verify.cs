using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace RxTim.Rest;

// Reading a UserSig and holding it against the secret key.
public static partial class UserSig
{
    /// <summary>The longest UserSig that is read, in characters. One for an identifier of 32 bytes has about 200.</summary>
    public const int MaxLength = 4096;

    // What zlib may make of the longest UserSig; more is no UserSig but an attack.
    private const int MaxJsonLength = 8192;

    // An HMAC-SHA256.
    private const int SignatureLength = 32;

    /// <summary>Verifies a UserSig: that it can be read, is for this identifier and app, was made with this secret key, and has not
    /// expired. The signature is compared in constant time.</summary>
    /// <param name="userSig">The UserSig, from anywhere.</param>
    /// <param name="sdkAppId">The app's number.</param>
    /// <param name="secretKey">The app's secret key.</param>
    /// <param name="identifier">Who calls.</param>
    /// <param name="now">The time.</param>
    /// <returns>Whether it is valid, else Tencent's code and the reason.</returns>
    /// <exception cref="ArgumentException">The secret key is empty.</exception>
    public static UserSigVerification Verify(string? userSig, uint sdkAppId, string secretKey, string identifier, DateTimeOffset now)
    {
        ArgumentException.ThrowIfNullOrEmpty(secretKey);
        ArgumentNullException.ThrowIfNull(identifier);
        if (string.IsNullOrEmpty(userSig))
            return new(TimErrorCodes.UserSigEmpty, "The UserSig is empty.", null);
        if (userSig.Length > MaxLength)
            return new(TimErrorCodes.UserSigCheckFailed, $"The UserSig is longer than {MaxLength} characters.", null);
        if (Read(userSig) is not var (content, signature))
            return new(TimErrorCodes.UserSigInvalid, "The UserSig cannot be read; perhaps it was cut short.", null);
        if (content.Identifier != identifier)
            return new(TimErrorCodes.UserSigIdentifierMismatch, "The UserSig was made for another identifier.", content);
        if (content.SdkAppId != sdkAppId)
            return new(TimErrorCodes.UserSigAppMismatch, "The UserSig was made for another SDKAppID.", content);
        if (!CryptographicOperations.FixedTimeEquals(Sign(content, secretKey), signature))
            return new(TimErrorCodes.UserSigKeyMismatch, "The UserSig was not made with this app's secret key.", content);
        if (content.IsExpired(now))
            return new(TimErrorCodes.UserSigExpired, "The UserSig has expired.", content);
        return new(TimErrorCodes.Success, "", content);
    }

    /// <summary>Reads what a UserSig says, without verifying it.</summary>
    /// <param name="userSig">The UserSig.</param>
    /// <returns>Its content; null if it cannot be read.</returns>
    public static UserSigContent? Parse(string? userSig) =>
        userSig is { Length: > 0 and <= MaxLength } ? Read(userSig)?.Content : null;

    private static (UserSigContent Content, byte[] Signature)? Read(string userSig)
    {
        if (Unescape(userSig) is not { } compressed || Zlib.Decompress(compressed, MaxJsonLength) is not { } json)
            return null;
        try
        {
            using var document = JsonDocument.Parse(json);
            return ReadContent(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (UserSigContent, byte[])? ReadContent(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object || Text(json, Keys.Version) != Version)
            return null;
        if (Text(json, Keys.Identifier) is not { Length: > 0 } identifier || identifier.Contains('\n') || Text(json, Keys.Signature) is not { } signature)
            return null;
        if (Number(json, Keys.SdkAppId) is not (>= 0 and <= uint.MaxValue and var sdkAppId))
            return null;
        if (Number(json, Keys.Time) is not (>= 0 and var time) || Number(json, Keys.Expire) is not (>= 0 and var expire))
            return null;
        var userBuffer = Text(json, Keys.UserBuffer);
        var bytes = new byte[SignatureLength];
        if (userBuffer?.Contains('\n') == true || !Convert.TryFromBase64String(signature, bytes, out var length) || length != bytes.Length)
            return null;
        return (new UserSigContent((uint)sdkAppId, identifier, time, expire) { UserBuffer = userBuffer }, bytes);
    }

    private static string? Text(JsonElement json, string key)
    {
        if (!json.TryGetProperty(key, out var value) || value.ValueKind != JsonValueKind.String)
            return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or malformed UTF-8.
            return null;
        }
    }

    private static long? Number(JsonElement json, string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static byte[]? Unescape(string userSig)
    {
        var base64 = userSig.ToCharArray();
        for (var i = 0; i < base64.Length; i++)
        {
            var c = base64[i];
            var mapped = c switch { '*' => '+', '-' => '/', '_' => '=', '+' or '/' or '=' => '\0', _ => c };
            if (mapped is <= ' ' or > '~')
                return null;
            base64[i] = mapped;
        }
        var bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        return Convert.TryFromBase64Chars(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
