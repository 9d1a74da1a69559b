using System.Globalization;

namespace RxTim.Orleans;

/// <summary>The key of a shard's grain.</summary>
internal static class ShardKey
{
    public static string Of(string send, int shard) => string.Create(CultureInfo.InvariantCulture, $"{send}/{shard}");

    /// <summary>The name of the send that a shard belongs to.</summary>
    public static string SendOf(string key) => key[..Math.Max(key.LastIndexOf('/'), 0)];

    /// <summary>The shard's number; 0 where the key has none.</summary>
    public static int NumberOf(ReadOnlySpan<char> key) =>
        int.TryParse(key[(key.LastIndexOf('/') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
