namespace RxTim.Hosting.Tests;

/// <summary>A table of the package's README.</summary>
internal static class ReadmeTable
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Readme", "README.md"));

    /// <summary>The cells of its rows, without backticks.</summary>
    /// <param name="head">The first cell of its head.</param>
    public static string[][] Rows(string head)
    {
        var rows = Lines
            .SkipWhile(line => !line.StartsWith($"| {head} |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(static line => line.StartsWith('|'))
            .Select(static line => line.Replace("`", "", StringComparison.Ordinal).Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .ToArray();
        return rows.Length > 0 ? rows : throw new InvalidDataException($"The README has no table of {head}.");
    }

    /// <summary>A cell that is a list.</summary>
    public static string[] Listed(string cell) => cell.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
