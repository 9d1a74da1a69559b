namespace RxTim.Architecture.Tests;

/// <summary>The rules see an arrow that is turned, in whatever way one type uses another: shown on the types under Fixture, which are
/// compiled with these tests, and on arrows made up.</summary>
public sealed class TurnedArrowTests
{
    private static readonly Levels Levels = new(["Upper"], ["Lower"]);

    private static readonly IReadOnlyList<Use> Turned =
    [
        .. CompiledProject.UsesAmong([CompiledProject.Read(typeof(TurnedArrowTests).Assembly.Location, "RxTim.Architecture.Tests/Fixture")])
            .Where(static use => !Levels.Allow(use.From.Folder, use.To.Folder)),
    ];

    [Theory]
    [InlineData("LowerBase", "UpperClass")]
    [InlineData("LowerInterface", "IUpper")]
    [InlineData("ILowerInterface", "IUpper")]
    [InlineData("LowerField", "UpperEnum")]
    [InlineData("LowerProperty", "UpperStruct")]
    [InlineData("ILowerParameter", "UpperStruct")]
    [InlineData("LowerReturn", "UpperEnum")]
    [InlineData("LowerConstraint`1", "IUpper")]
    [InlineData("LowerAttribute", "UpperAttribute")]
    [InlineData("LowerAttributeArgument", "UpperClass")]
    [InlineData("LowerCall", "UpperClass")]
    [InlineData("LowerFieldAccess", "UpperClass")]
    [InlineData("LowerNew", "UpperClass")]
    [InlineData("LowerCast", "IUpper")]
    [InlineData("LowerTypeof", "UpperDelegate")]
    [InlineData("LowerCatch", "UpperException")]
    [InlineData("LowerLocal", "UpperStruct")]
    [InlineData("LowerLambda", "UpperClass")]
    [InlineData("LowerAsync", "UpperClass")]
    [InlineData("LowerGenericArgument", "UpperEnum")]
    [InlineData("LowerNested", "UpperClass")]
    [InlineData("LowerPointer", "UpperEnum")]
    public void A_turned_arrow_is_told_with_both_types_and_their_folders(string from, string to)
    {
        const string project = "RxTim.Architecture.Tests";
        Assert.Equal(
            $"{project}.Fixture.{from} ({project}/Lower) uses {project}.Fixture.{to} ({project}/Upper)",
            Assert.Single(Turned, use => use.From.Name == $"{project}.Fixture.{from}").ToString());
    }

    [Fact]
    public void An_arrow_that_points_down_is_allowed() =>
        Assert.DoesNotContain(Turned, static use => use.From.Name.EndsWith("UpperUsesLower", StringComparison.Ordinal));

    [Fact]
    public void Siblings_use_each_other_only_where_that_is_said()
    {
        Assert.False(new Levels(["Left", "Right"]).Allow("Left", "Right"));
        Assert.True(new Levels(["Left", "Right"]) { SiblingsKnowEachOther = true }.Allow("Left", "Right"));
        Assert.True(new Levels(["Left", "Right"]).Allow("Left", "Left"));
    }

    [Fact]
    public void A_circle_over_several_folders_is_told_with_its_arrows() => Assert.Equal(
        "A/, B/, C/ are a circle:\n  b (P/B) uses c (P/C)\n  c (P/C) uses a (P/A)\n  first (P/A) uses b (P/B)",
        Assert.Single(Circles.Among(
            [Arrow("first", "A", "b", "B"), Arrow("b", "B", "c", "C"), Arrow("c", "C", "a", "A"), Arrow("c", "C", "d", "D")])));

    [Fact]
    public void In_the_projects_own_folder_each_type_counts_by_itself()
    {
        Assert.Empty(Circles.Among([Arrow("facade", "", "a", "A"), Arrow("a", "A", "options", ""), Arrow("facade", "", "options", "")]));
        Assert.Empty(Circles.Among([Arrow("facade", "", "options", ""), Arrow("options", "", "facade", "")]));
        Assert.Equal(
            "A/, facade are a circle:\n  a (P/A) uses facade (P/)\n  facade (P/) uses a (P/A)",
            Assert.Single(Circles.Among([Arrow("facade", "", "a", "A"), Arrow("a", "A", "facade", "")])));
    }

    private static Use Arrow(string from, string fromFolder, string to, string toFolder) =>
        new(new("P", from, fromFolder), new("P", to, toFolder));
}
