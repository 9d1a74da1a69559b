using System.Text.Json;

namespace RxTim.Emulator;

/// <summary>Reads the fields of a call's body; each that is wrong refuses the call with the code that it is told.</summary>
internal static class RestFields
{
    /// <summary>A value; false if it is not there, or null, which typed clients write for what they leave out.</summary>
    public static bool TryGet(this JsonElement json, string key, out JsonElement value) =>
        json.TryGetProperty(key, out value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>A text; null if it is not there.</summary>
    public static string? Text(this JsonElement json, string key, int code) =>
        json.TryGet(key, out var value) ? value.AsText(key, code) : null;

    /// <summary>A list of texts that is empty or not there, or as it is.</summary>
    public static string[] Texts(this JsonElement json, string key, int code)
    {
        if (!json.TryGet(key, out var list))
            return [];
        if (list.ValueKind != JsonValueKind.Array)
            throw new RestRefusal(code, $"{key} is not an array");
        return [.. list.EnumerateArray().Select(item => item.AsText($"an item of {key}", code))];
    }

    /// <summary>A value that is a text.</summary>
    public static string AsText(this JsonElement value, string name, int code)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw new RestRefusal(code, $"{name} is not a string");
        return value.GetString()!;
    }

    /// <summary>A text that is there and not empty.</summary>
    public static string RequiredText(this JsonElement json, string key, int code) =>
        json.Text(key, code) is { Length: > 0 } text ? text : throw new RestRefusal(code, $"{key} is missing or empty");

    /// <summary>A whole number from 0 to 2^32 - 1; null if it is not there.</summary>
    public static uint? Number(this JsonElement json, string key, int code)
    {
        if (!json.TryGet(key, out var value))
            return null;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetUInt32(out var number))
            throw new RestRefusal(code, $"{key} is not an integer of 32 bits");
        return number;
    }

    /// <summary>A list that is there, of at least one item and at most so many.</summary>
    public static JsonElement List(this JsonElement json, string key, int code, int most)
    {
        if (!json.TryGet(key, out var list) || list.ValueKind != JsonValueKind.Array)
            throw new RestRefusal(code, $"{key} is missing, or not an array");
        if (list.GetArrayLength() is var count && (count == 0 || count > most))
            throw new RestRefusal(code, $"{key} has {count} items; 1 to {most} are allowed");
        return list;
    }
}
