using System.Runtime.CompilerServices;

namespace RxTim;

public static partial class Identifiers
{
    /// <summary>Those that a send goes to under <see cref="DuplicateIdentifiers.SendOnce"/>: each checked, and without repeats as far back as
    /// a send knows them. For who records beforehand what a send will be asked.</summary>
    /// <param name="source">The identifiers, however many.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The identifiers in their order. In a stream a repeat is known among the last 65,536 distinct ones.</returns>
    /// <exception cref="ArgumentException">While enumerating: one is null or has half a surrogate pair; the message says which.</exception>
    public static async IAsyncEnumerable<string> DistinctAsync(
        IAsyncEnumerable<string> source, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        using var known = new RecentIdentifiers(CallPacker.StreamedWindow);
        var number = 0L;
        await foreach (var identifier in source.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (known.Add(IdentifierText.Checked(identifier, ++number)))
                yield return identifier;
        }
    }

    /// <summary>Those of a list that a send goes to under <see cref="DuplicateIdentifiers.SendOnce"/>: each checked, and none twice.</summary>
    /// <param name="list">The identifiers.</param>
    /// <returns>The identifiers in their order.</returns>
    /// <exception cref="ArgumentException">While enumerating: one is null or has half a surrogate pair; the message says which.</exception>
    public static IEnumerable<string> Distinct(IReadOnlyList<string> list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Distinct();

        IEnumerable<string> Distinct()
        {
            using var known = new ListedIdentifiers(list);
            for (var i = 0; i < list.Count; i++)
            {
                if (known.Add(IdentifierText.Checked(list[i], i + 1L)))
                    yield return list[i];
            }
        }
    }
}
