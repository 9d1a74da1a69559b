using CsCheck;

namespace RxTim.Tests;

public sealed class RecentIdentifiersTests
{
    // Few distinct texts, so that repeats come within and beyond the window; some long enough for the ring of characters to grow and wrap.
    private static readonly Gen<string[]> Sources =
        Gen.Select(Gen.Int[0, 60], Gen.Int[0, 3]).Select(t => t.Item1 + new string('x', t.Item2 * 40)).Array[0, 400];

    [Fact]
    public void S2_It_agrees_with_a_plain_queue_of_the_last_distinct_identifiers() => Gen.Select(Sources, Gen.Int[0, 5].Select(power => 1 << power)).Sample(
        (source, window) =>
        {
            var recent = new RecentIdentifiers(window);
            var plain = new List<string>();
            foreach (var identifier in source)
            {
                var isNew = !plain.Contains(identifier);
                if (isNew)
                    plain.Add(identifier);
                if (plain.Count > window)
                    plain.RemoveAt(0);
                Assert.Equal(isNew, recent.Add(identifier));
            }
        },
        iter: 2_000);

    [Fact]
    public void The_empty_identifier_is_remembered_too()
    {
        var recent = new RecentIdentifiers(4);
        Assert.True(recent.Add(""));
        Assert.False(recent.Add(""));
    }
}
