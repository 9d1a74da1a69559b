using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace RxTim.Architecture.Tests;

/// <summary>A page of the project's documentation.</summary>
internal sealed partial class MarkdownFile(string path)
{
    private readonly string text = File.ReadAllText(path);

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));

    /// <summary>All pages, by their path from the root.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { "src", "tests", "benchmarks" }
            .SelectMany(static folder => Directory.GetFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Root, "*.md"))
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(static file => !file.Contains("/bin/") && !file.Contains("/obj/"))
            .Order(),
    ];

    public static MarkdownFile Read(string fromRoot) => new(Path.Combine(Root, fromRoot));

    /// <summary>The pieces of C#.</summary>
    public IEnumerable<string> CSharp => CSharpBlock().Matches(text).Select(static match => match.Groups[1].Value);

    /// <summary>Where its links and pictures point to.</summary>
    public IEnumerable<string> Links => Link().Matches(AnyBlock().Replace(text, "")).Select(static match => match.Groups[1].Value);

    /// <summary>What a link to each heading is called.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(AnyBlock().Replace(text, ""))
        .Select(static match => NotInAnchors().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string ThisFile([CallerFilePath] string path = "") => path;

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex("```.*?```", RegexOptions.Singleline)]
    private static partial Regex AnyBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInAnchors();
}
