using System.Xml.Linq;

namespace RxTim.Architecture.Tests;

/// <summary>Between the projects arrows point one way, and none sees another's internals.</summary>
public sealed class ProjectTests
{
    private static readonly Levels Levels = new(
        ["RxTim.Cli", "RxTim.Node"],
        ["RxTim.Hosting", "RxTim.Orleans", "RxTim.Emulator.Server"],
        ["RxTim.Emulator", "RxTim.Journal", "RxTim.Rest", "RxTim.ImSdk", "RxTim.Testing"],
        ["RxTim"]);

    public static TheoryData<string> Projects => [.. Production.Names];

    [Theory, MemberData(nameof(Projects))]
    public void Each_project_has_its_level(string project) => Assert.True(Levels.Has(project));

    [Fact]
    public void No_type_uses_one_of_a_project_above_or_beside_its_own() => Faults.None(CompiledProject.UsesAmong(Production.Projects)
        .Where(static use => !Levels.Allow(use.From.Project, use.To.Project)));

    // What a package brings with it, whether its code uses it or not.
    [Theory, MemberData(nameof(Projects))]
    public void No_project_refers_to_one_above_or_beside_itself(string project) => Faults.None(
        XDocument.Load(Production.FileOf(project)).Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Where(other => !Levels.Allow(project, other))
            .Select(other => $"{project} refers to {other}"));

    [Theory, MemberData(nameof(Projects))]
    public void No_project_opens_its_internals_to_another(string project) => Faults.None(
        Production.Project(project).Friends.Intersect(Production.Names).Select(friend => $"{project} opens its internals to {friend}"));
}
