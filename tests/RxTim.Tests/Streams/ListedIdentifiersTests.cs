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

    /// <summary>As text is sorted and as numbers are, and from some position on otherwise.</summary>
    [Fact]
    public void Repeats_are_known_in_a_sorted_list_and_after_its_order_breaks() =>
        Gen.Select(Gen.Int[0, 200].Array[0, 100], Gen.Int[0, 2], Gen.Int[0, 3].Array[0, 20]).Sample(static (numbers, order, after) =>
        {
            var sorted = numbers.Select(number => $"{number}");
            sorted = order switch
            {
                0 => sorted.Order(StringComparer.Ordinal),
                1 => sorted.OrderBy(text => text.Length).ThenBy(text => text, StringComparer.Ordinal),
                _ => sorted.OrderDescending(StringComparer.Ordinal),
            };
            string[] asked = [.. sorted, .. after.Select(number => number == 0 ? "" : $"{number}0")];
            var known = new HashSet<string>(StringComparer.Ordinal);
            using var listed = new ListedIdentifiers(asked);
            foreach (var identifier in asked)
                Assert.Equal(known.Add(identifier), listed.Add(identifier));
        }, iter: 5_000);

    [Fact]
    public void To_dispose_twice_gives_the_array_back_once()
    {
        string[] unsorted = ["b", "a", "b"];
        var listed = new ListedIdentifiers(unsorted);
        Assert.True(listed.Add("b"));
        Assert.True(listed.Add("a"));
        listed.Dispose();
        listed.Dispose();
        using var first = new ListedIdentifiers(unsorted);
        using var second = new ListedIdentifiers(unsorted);
        Assert.Equal([true, true, true, true], [first.Add("b"), second.Add("b"), first.Add("a"), second.Add("a")]);
        Assert.Equal([false, false], [first.Add("b"), second.Add("b")]);
    }
}
