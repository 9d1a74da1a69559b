using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace RxTim.Orleans;

// The text: the number of shards that are taken in whole, then for each that is taken in part ";shard:results", in order:
// "12;12:4000;14:37".
public readonly partial record struct ClusterCursor
{
    // Shards that a consumer reads at one time are far fewer: a longer text is none of ours.
    private const int MostParts = 4_096;

    private readonly ImmutableArray<(int Shard, int Taken)> parts;

    internal ClusterCursor(int whole, ImmutableArray<(int Shard, int Taken)> parts)
    {
        Whole = whole;
        this.parts = parts;
    }

    /// <summary>How many shards are taken in whole: those before this one.</summary>
    internal int Whole { get; }

    /// <summary>The shards that are taken in part, or in whole before one in front of them is; by their number.</summary>
    internal ImmutableArray<(int Shard, int Taken)> Parts => parts.IsDefault ? [] : parts;

    /// <inheritdoc/>
    public static bool TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out ClusterCursor result)
    {
        result = default;
        if (s.IsEmpty)
            return true;
        var fields = s.Count(';');
        if (fields > MostParts)
            return false;
        var found = ImmutableArray.CreateBuilder<(int, int)>(fields);
        var whole = -1;
        var last = -1;
        foreach (var range in s.Split(';'))
        {
            var field = s[range];
            if (whole < 0)
            {
                if (!IsNumber(field, out whole))
                    return false;
                continue;
            }
            var colon = field.IndexOf(':');
            if (colon < 0 || !IsNumber(field[..colon], out var shard) || !IsNumber(field[(colon + 1)..], out var taken))
                return false;
            if (shard < whole || shard <= last)
                return false;
            found.Add((shard, taken));
            last = shard;
        }
        result = new ClusterCursor(whole, found.DrainToImmutable());
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(ClusterCursor other) => Whole == other.Whole && Parts.SequenceEqual(other.Parts);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Whole, Parts.Length);

    /// <summary>The text that <see cref="Parse(string, IFormatProvider?)"/> reads.</summary>
    /// <returns>Digits, <c>:</c> and <c>;</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Whole}");
        foreach (var (shard, taken) in Parts)
            text.Append(CultureInfo.InvariantCulture, $";{shard}:{taken}");
        return text.ToString();
    }

    private static bool IsNumber(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
