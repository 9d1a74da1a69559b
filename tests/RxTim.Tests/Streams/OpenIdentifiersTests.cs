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
        Assert.True(open.TryTake("b", out var position));
        Assert.Equal(1, position);
        Assert.False(open.TryTake("b", out _));
        Assert.False(open.TryTake("x", out _));
        Assert.Equal([0], open.ToList());
        Assert.Equal(0, open.TakeNext());
        Assert.Equal(0, open.Count);
    }

    [Fact]
    public void Malformed_UTF_8_spells_no_identifier()
    {
        var open = new OpenIdentifiers(["\ufffd", "a"]);
        Assert.False(open.TryTake([0xff], out _));
        Assert.False(open.TryTake([0xed, 0xa0, 0x80], out _));
        Assert.True(open.TryTake("\ufffd"u8, out _));
    }

    /// <summary>Against a plain list of open positions, whatever is taken in whatever order and form.</summary>
    [Fact]
    public void Identifiers_are_taken_as_from_a_list() =>
        Gen.Select(Gen.OneOf(Alphabet).Array[0, 20], Gen.Select(Gen.OneOf(Alphabet), Gen.Int[0, 2]).List[0, 50])
            .Sample((asked, steps) =>
            {
                var open = new OpenIdentifiers(asked);
                var expected = Enumerable.Range(0, asked.Length).ToList();
                foreach (var (identifier, form) in steps)
                {
                    if (form == 2 && expected.Count > 0)
                    {
                        Assert.Equal(expected[0], open.TakeNext());
                        expected.RemoveAt(0);
                        continue;
                    }
                    var taken = form == 0
                        ? open.TryTake(identifier, out var position)
                        : open.TryTake(Encoding.UTF8.GetBytes(identifier), out position);
                    var index = expected.FindIndex(i => asked[i] == identifier);
                    Assert.Equal(index >= 0, taken);
                    if (taken)
                    {
                        Assert.Equal(expected[index], position);
                        expected.RemoveAt(index);
                    }
                    Assert.Equal(expected.Count, open.Count);
                    Assert.Equal(expected, open.ToList());
                }
            }, iter: 5_000);
}
