namespace RxTim.Architecture.Tests;

/// <summary>Between the folders of a project arrows point one way.</summary>
public sealed class FolderTests
{
    // A folder says what happens there, and knows those below it only. The empty name is the project's own folder.
    private static readonly Levels Library = new(
        [""],
        ["Callbacks", "Operators"],
        ["Faces"],
        ["Engine"],
        ["Retry", "Pace", "Identifiers", "Telemetry"],
        ["Transport"],
        ["Messages"],
        ["Json", "Codes", "Diagnostics", "Accounts"])
    {
        SiblingsKnowEachOther = true,
    };

    // Words that every folder may use, though a newcomer meets them in the project's own folder. TimClient is not one.
    private static readonly string[] Words = ["RxTim.TimException", "RxTim.TimClientOptions"];

    public static TheoryData<string> Projects => [.. Production.Names];

    // The library has its levels instead, and a program's folders are parts of one thing.
    public static TheoryData<string> Others =>
        [.. Production.Names.Where(static name => name is not ("RxTim" or "RxTim.Cli" or "RxTim.Node"))];

    [Fact]
    public void Each_folder_of_the_library_has_its_level() =>
        Faults.None(Production.Project("RxTim").Types.Where(static type => !Library.Has(type.Folder)));

    [Fact]
    public void No_arrow_between_the_librarys_folders_points_up() => Faults.None(UsesWithin("RxTim")
        .Where(static use => !Words.Contains(use.To.Name))
        .Where(static use => !Library.Allow(use.From.Folder, use.To.Folder)));

    [Fact]
    public void The_librarys_folders_of_one_level_are_in_no_circle() => Faults.None(Circles.Among(
        [.. UsesWithin("RxTim").Where(static use => Library.SiblingsOf(use.From.Folder).Contains(use.To.Folder))]));

    [Theory, MemberData(nameof(Others))]
    public void Folders_are_in_no_circle(string project) => Faults.None(Circles.Among(UsesWithin(project)));

    [Fact]
    public void A_journals_storage_does_not_know_sending() => Faults.None(UsesWithin("RxTim.Journal")
        .Where(static use => use is { From.Folder: "Storage", To.Folder: "Sending" }));

    [Theory, MemberData(nameof(Projects))]
    public void Each_type_stands_in_one_folder(string project)
    {
        var read = Production.Project(project);
        Faults.None(read.Unplaced.Select(static name => $"{name} stands nowhere"));
        Faults.None(read.Types.GroupBy(static type => type.Name)
            .Where(static type => type.Count() > 1)
            .Select(static type => string.Join(" and ", type)));
        Assert.NotEmpty(read.Types);
    }

    private static IReadOnlyList<Use> UsesWithin(string project) => CompiledProject.UsesAmong([Production.Project(project)]);
}
