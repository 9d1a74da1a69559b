namespace RxTim.Architecture.Tests;

/// <summary>Names in levels, the highest first: an arrow may point down, and from one name to itself.</summary>
internal sealed class Levels(params string[][] levels)
{
    /// <summary>Whether two of one level may use each other.</summary>
    public bool SiblingsKnowEachOther { get; init; }

    public bool Has(string name) => levels.Any(level => level.Contains(name));

    public IEnumerable<string> SiblingsOf(string name) => levels[LevelOf(name)];

    public bool Allow(string from, string to) =>
        from == to || LevelOf(from) < LevelOf(to) || (SiblingsKnowEachOther && LevelOf(from) == LevelOf(to));

    private int LevelOf(string name) => Array.FindIndex(levels, level => level.Contains(name)) is >= 0 and var found
        ? found
        : throw new ArgumentException($"{name} has no level.", nameof(name));
}
