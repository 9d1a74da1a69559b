using System.Text.Json;
using System.Text.Json.Serialization;

namespace RxTim;

/// <summary>
/// An object of the SDK's JSON. Keys that have a property are typed; all others are kept in <see cref="UnknownKeys"/> and written back.
/// </summary>
/// <remarks>
/// A property is <see langword="null"/> where its key is absent, so a round trip keeps which keys were there. A key whose value is JSON
/// <c>null</c> reads as absent if it has a property, and is kept if it has none. Of a key that comes twice, the last counts.
/// Two objects are equal if they have the same type and the same keys with equal values; the order of keys does not count, that of
/// arrays does.
/// </remarks>
public abstract record WireObject
{
    private protected WireObject()
    {
    }

    /// <summary>The keys that have no property here, with their values as they came; <see langword="null"/> if there are none.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, JsonElement>? UnknownKeys
    {
        get => ExtensionData;
        init => ExtensionData = value is null ? null : new(value);
    }

    [JsonInclude, JsonExtensionData]
    internal Dictionary<string, JsonElement>? ExtensionData { get; set; }

    /// <summary>Whether the other object has the same type and the same unknown keys with equal values.</summary>
    /// <param name="other">The object to compare with.</param>
    public virtual bool Equals(WireObject? other) =>
        other is not null && EqualityContract == other.EqualityContract && SameKeys(ExtensionData, other.ExtensionData);

    /// <summary>A hash code in keeping with <see cref="Equals(WireObject)"/>.</summary>
    public override int GetHashCode() => HashCode.Combine(EqualityContract, ExtensionData?.Count ?? 0);

    private static bool SameKeys(Dictionary<string, JsonElement>? left, Dictionary<string, JsonElement>? right)
    {
        if ((left?.Count ?? 0) != (right?.Count ?? 0)) return false;
        if (left is null || right is null) return true;
        foreach (var (key, value) in left)
            if (!right.TryGetValue(key, out var other) || !SameValue(value, other))
                return false;
        return true;
    }

    private static bool SameValue(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            // System.Text.Json's answer to a number with an exponent that it cannot count with.
            return left.GetRawText() == right.GetRawText();
        }
    }
}
