using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Reads accounts as the account calls name them.</summary>
internal static class AccountFields
{
    /// <summary>The most accounts in one call.</summary>
    public const int MostAccounts = 100;

    /// <summary>The identifier of an account to import.</summary>
    public static string NewIdentifier(JsonElement account, string key)
    {
        var identifier = account.RequiredText(key, TimErrorCodes.AccountInvalidParameters);
        return Identifiers.Problem(identifier) is { } problem
            ? throw new RestRefusal(TimErrorCodes.AccountInvalidParameters, $"{key}: {problem}")
            : identifier;
    }

    /// <summary>An account that exists.</summary>
    public static string Existing(TimEmulator emulator, JsonElement request, string key, int code)
    {
        var account = request.RequiredText(key, code);
        return emulator.Exists(account) ? account : throw new RestRefusal(code, $"{key} does not exist");
    }

    /// <summary>Writes <c>ErrorList</c> with accounts that do not exist, if there are any.</summary>
    public static void WriteUnknown(Utf8JsonWriter json, string key, string[] accounts)
    {
        if (accounts.Length == 0)
            return;
        json.WriteStartArray("ErrorList"u8);
        foreach (var account in accounts)
        {
            json.WriteStartObject();
            json.WriteString(key, account);
            json.WriteNumber("ErrorCode"u8, TimErrorCodes.AccountNotFound);
            json.WriteEndObject();
        }
        json.WriteEndArray();
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
