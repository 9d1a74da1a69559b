namespace RxTim.Cli;

/// <summary>Which failures have a line of their own. Of each code the first do, and the rest are counted: thousands of equal lines hide
/// the one that is not.</summary>
internal sealed class ShownFailures
{
    /// <summary>How many of each code have a line.</summary>
    public const int MostLines = 20;

    private readonly SortedDictionary<int, long> counts = [];

    /// <summary>What is said of those without a line, as of the last <see cref="Fold"/>; empty if there are none.</summary>
    public string Folded { get; private set; } = "";

    /// <summary>Takes a failure in.</summary>
    /// <returns>Whether it has a line.</returns>
    public bool Add(int code) => (counts[code] = counts.GetValueOrDefault(code) + 1) <= MostLines;

    /// <summary>Brings <see cref="Folded"/> up to date, which other threads may read.</summary>
    public void Fold() => Folded = string.Join("   ",
        from code in counts where code.Value > MostLines select $"+{Figures.Count(code.Value - MostLines)} more with {code.Key}");
}
