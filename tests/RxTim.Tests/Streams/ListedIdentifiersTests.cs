using CsCheck;

namespace RxTim.Tests;

public sealed class ListedIdentifiersTests
{
    /// <summary>Lists of different lengths one after the other, so that the pooled array has been used before.</summary>
    [Fact]
    public void Repeats_are_known_as_with_a_set_of_strings() =>
        Gen.OneOf(Gen.Int[0, 40].Select(static number => $"u{number}"), Gen.String).Array[0, 200].Sample(static asked =>
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            using var listed = new ListedIdentifiers(asked);
            foreach (var identifier in asked)
                Assert.Equal(known.Add(identifier), listed.Add(identifier));
        }, iter: 5_000);

    [Fact]
    public void To_dispose_twice_gives_the_array_back_once()
    {
        var listed = new ListedIdentifiers(["a"]);
        listed.Dispose();
        listed.Dispose();
        using var first = new ListedIdentifiers(["a"]);
        using var second = new ListedIdentifiers(["b"]);
        Assert.True(first.Add("a"));
        Assert.True(second.Add("b"));
        Assert.True(new ListedIdentifiers(["a"]).Add("a"));
    }
}
