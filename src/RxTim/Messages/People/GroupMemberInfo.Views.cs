using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

// Keys whose values have more than one form.
public sealed partial record GroupMemberInfo
{
    private const string IsOnlineKey = "group_member_info_is_online";
    private const string OnlineDevicesKey = "group_member_info_online_devices";
    private const string CustomInfoKey = "group_member_info_custom_info";

    /// <summary>Whether the member is online; null also where what stands there is neither true nor false, as text or without quotes.
    /// Read-only in the SDK. <c>group_member_info_is_online</c>.</summary>
    [JsonIgnore]
    public bool? IsOnline
    {
        get => Value(IsOnlineKey) switch
        {
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.False } => false,
            { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var online) => online,
            _ => null,
        };
        init => SetValue(
            IsOnlineKey, value is { } online ? JsonSerializer.SerializeToElement(online, WireJsonContext.Default.Boolean) : null);
    }

    /// <summary>What the member is online with; null also where it is no array of texts. Read-only in the SDK.
    /// <c>group_member_info_online_devices</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string>? OnlineDevices
    {
        get => Value(OnlineDevicesKey) is { ValueKind: JsonValueKind.Array } devices
            && devices.EnumerateArray().All(static device => device.ValueKind == JsonValueKind.String)
                ? new WireList<string>([.. devices.EnumerateArray().Select(static device => device.GetString()!)])
                : null;
        init => SetValue(OnlineDevicesKey, ToElement(value, static (json, device) => json.WriteStringValue(device)));
    }

    /// <summary>Fields of the app's own by their names; null also where it is no array of these.
    /// <c>group_member_info_custom_info</c>.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string>? CustomInfo
    {
        get
        {
            if (Value(CustomInfoKey) is not { ValueKind: JsonValueKind.Array } fields)
                return null;
            var info = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var each in fields.EnumerateArray())
            {
                if (each.ValueKind != JsonValueKind.Object || Text(each, "key") is not { } key || Text(each, "value") is not { } text)
                    return null;
                info[key] = text;
            }
            return info;
        }
        init => SetValue(CustomInfoKey, ToElement(value, static (json, each) =>
        {
            json.WriteStartObject();
            json.WriteString("group_member_info_custom_string_info_key", each.Key);
            json.WriteString("group_member_info_custom_string_info_value", each.Value);
            json.WriteEndObject();
        }));
    }

    // The header has the fields' keys with "member" in them, the SDK writes them as a group's own.
    private static string? Text(JsonElement field, string key)
    {
        if (!field.TryGetProperty($"group_member_info_custom_string_info_{key}", out var text)
            && !field.TryGetProperty($"group_info_custom_string_info_{key}", out text))
            return null;
        return text.ValueKind == JsonValueKind.String ? text.GetString() : null;
    }

    private static JsonElement? ToElement<T>(IEnumerable<T>? items, Action<Utf8JsonWriter, T> write)
    {
        if (items is null)
            return null;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, TimJson.WriterOptions))
        {
            json.WriteStartArray();
            foreach (var item in items)
                write(json, item);
            json.WriteEndArray();
        }
        using var document = JsonDocument.Parse(buffer.ToArray());
        return document.RootElement.Clone();
    }

    private JsonElement? Value(string key) => ExtensionData is { } keys && keys.TryGetValue(key, out var value) ? value : null;

    // In a dictionary of its own, for one that was copied from has the same.
    private void SetValue(string key, JsonElement? value)
    {
        var keys = ExtensionData is { } others ? new Dictionary<string, JsonElement>(others) : [];
        if (value is { } given)
            keys[key] = given;
        else
            keys.Remove(key);
        ExtensionData = keys.Count > 0 ? keys : null;
    }
}
