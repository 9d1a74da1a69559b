using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Reads accounts as the account calls name them.</summary>
internal static class AccountFields
{
    /// <summary>The most accounts in one call.</summary>
    public const int MostAccounts = 100;

    private const int LongestIdentifier = 32;

    /// <summary>Whether it is 1 to 32 bytes of printable ASCII.</summary>
    public static bool IsValid(string identifier) =>
        identifier.Length is > 0 and <= LongestIdentifier && !identifier.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>The identifier of an account to import: up to 32 bytes.</summary>
    public static string NewIdentifier(JsonElement account, string key)
    {
        var identifier = account.RequiredText(key, TimErrorCodes.AccountInvalidParameters);
        return System.Text.Encoding.UTF8.GetByteCount(identifier) <= LongestIdentifier
            ? identifier
            : throw new RestRefusal(TimErrorCodes.AccountInvalidParameters, $"{key} is longer than {LongestIdentifier} bytes");
    }

    /// <summary>The identifiers of a list of objects with a <c>UserID</c> each.</summary>
    public static string[] UserIds(JsonElement request, string key)
    {
        var items = request.List(key, TimErrorCodes.AccountInvalidParameters, MostAccounts);
        return [.. items.EnumerateArray().Select(UserId)];
    }

    /// <summary>An object.</summary>
    public static JsonElement Object(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
            ? item
            : throw new RestRefusal(TimErrorCodes.AccountInvalidParameters, "an item is not an object");

    private static string UserId(JsonElement item) => Object(item).RequiredText("UserID", TimErrorCodes.AccountInvalidParameters);
}
