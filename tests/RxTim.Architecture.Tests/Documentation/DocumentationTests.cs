using System.Text.RegularExpressions;

namespace RxTim.Architecture.Tests;

/// <summary>What the documentation shows is compiled, and where it points to is there.</summary>
public sealed partial class DocumentationTests
{
    // All that tests compile for the documentation.
    private static readonly string Compiled = Squeeze(string.Concat(
        Directory.GetFiles(Path.Combine(MarkdownFile.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static file => Path.GetFileName(file).StartsWith("Readme", StringComparison.Ordinal) || file.Contains("/Readme/"))
            .Select(File.ReadAllText)));

    public static TheoryData<string> Pages => [.. MarkdownFile.All];

    public static TheoryData<string> Packages =>
        [.. Directory.GetDirectories(Path.Combine(MarkdownFile.Root, "src"), "RxTim*").Select(static folder => Path.GetFileName(folder)!)];

    [Theory, MemberData(nameof(Pages))]
    public void Every_piece_of_CSharp_is_compiled_in_a_test(string page) =>
        Assert.All(MarkdownFile.Read(page).CSharp, static piece => Assert.Contains(Squeeze(piece), Compiled));

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_somewhere(string page) =>
        Assert.All(MarkdownFile.Read(page).Links.Where(static link => !link.StartsWith("https://", StringComparison.Ordinal)), link =>
        {
            var (file, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
            var path = file.Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, file);
            Assert.True(Path.Exists(Path.Combine(MarkdownFile.Root, path)), $"{link} is not there");
            if (anchor is not null)
                Assert.Contains(anchor, MarkdownFile.Read(path).Anchors);
        });

    [Theory, MemberData(nameof(Packages))]
    public void Every_package_has_its_page_and_the_root_names_it(string package)
    {
        Assert.Contains($"src/{package}/README.md", MarkdownFile.All);
        Assert.Contains($"src/{package}/README.md", MarkdownFile.Read("README.md").Links);
    }

    [Fact]
    public void What_is_looked_for_is_found()
    {
        Assert.NotEmpty(MarkdownFile.Read("README.md").Links);
        Assert.Contains("what-you-can-rely-on", MarkdownFile.Read("src/RxTim/README.md").Anchors);
        Assert.NotEmpty(MarkdownFile.Read("src/RxTim/README.md").CSharp);
    }

    private static string Squeeze(string text) => WhiteSpace().Replace(text, " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
