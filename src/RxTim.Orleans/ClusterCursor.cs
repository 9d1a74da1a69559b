using System.Diagnostics.CodeAnalysis;

namespace RxTim.Orleans;

/// <summary>A place in the results of a cluster's send: short text, to be kept anywhere. The default is the beginning.</summary>
/// <remarks>Results come from several shards at a time, so it says for each of those how many results were taken, and which ones are taken
/// in whole.</remarks>
public readonly partial record struct ClusterCursor : ISpanParsable<ClusterCursor>
{
    /// <inheritdoc/>
    public static ClusterCursor Parse(string s, IFormatProvider? provider = null)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s.AsSpan(), provider);
    }

    /// <inheritdoc/>
    /// <exception cref="FormatException">It is none.</exception>
    public static ClusterCursor Parse(ReadOnlySpan<char> s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("Not a cursor of a cluster's results.");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out ClusterCursor result) =>
        TryParse(s.AsSpan(), provider, out result);
}
