using System.Text;
using CsCheck;

namespace RxTim.Tests;

public sealed class OpenIdentifiersTests
{
    private static readonly string[] Alphabet = ["a", "b", "c", "A", "", "é", "😀", "aa", "ab", "\ufffd"];

    [Fact]
    public void An_identifier_is_taken_once()
    {
        var open = new OpenIdentifiers(["a", "b"]);
        Assert.Equal(1, open.Find("b", open.Next));
        Assert.Equal(1, open.Take(1));
        Assert.Equal(-1, open.Take(1));
        Assert.Equal(-1, open.Find("x", open.Next));
        Assert.Equal([0], open.ToArray());
        Assert.Equal(0, open.Take(0));
        Assert.Equal(0, open.Count);
    }

    [Fact]
    public void Malformed_UTF_8_spells_no_identifier()
    {
        var open = new OpenIdentifiers(["\ufffd", "a"]);
        Assert.Equal(-1, open.Find([0xff], 1));
        Assert.Equal(-1, open.Find([0xed, 0xa0, 0x80], 1));
        Assert.Equal(0, open.Find("\ufffd"u8, 1));
    }

    [Fact]
    public void An_identifier_that_stands_in_the_call_often_is_taken_once_for_each_place()
    {
        var open = new OpenIdentifiers(["a", "b", "a", "a"]);
        Assert.Equal([0, 2, 3, -1], Enumerable.Range(0, 4).Select(_ => open.Take(open.Find("a", expected: 1))));
        Assert.Equal([1], open.ToArray());
    }

    /// <summary>Against a plain list of open positions, whatever is taken in whatever order and form, wherever it is looked for first.</summary>
    [Fact]
    public void Identifiers_are_taken_as_from_a_list() =>
        Gen.Select(Gen.OneOf(Alphabet).Array[1, 20], Gen.Select(Gen.OneOf(Alphabet), Gen.Int[0, 20], Gen.Bool).List[0, 50])
            .Sample((asked, steps) =>
            {
                var open = new OpenIdentifiers(asked);
                var expected = Enumerable.Range(0, asked.Length).ToList();
                foreach (var (identifier, lookAt, asText) in steps)
                {
                    var found = asText ? open.Find(identifier, lookAt) : open.Find(Encoding.UTF8.GetBytes(identifier), lookAt);
                    Assert.Equal(asked.Contains(identifier), found >= 0);
                    if (found < 0)
                        continue;
                    Assert.Equal(identifier, asked[found]);
                    var taken = open.Take(found);
                    Assert.Equal(expected.Exists(i => asked[i] == identifier), taken >= 0);
                    if (taken >= 0)
                    {
                        Assert.Equal(identifier, asked[taken]);
                        Assert.True(expected.Remove(taken));
                    }
                    Assert.Equal(expected.Count, open.Count);
                    Assert.Equal(expected, open.ToArray());
                    Assert.Equal(expected is [] ? asked.Length : expected[0], open.Next);
                }
            }, iter: 5_000);
}
