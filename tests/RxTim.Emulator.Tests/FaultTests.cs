namespace RxTim.Emulator.Tests;

public class FaultTests
{
    [Fact]
    public async Task Identifiers_that_match_are_answered_with_the_code_and_its_description()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Faults = [new FaultRule("bob*", 20009)] });

        var results = await emulator.SendAsync(Sending.Hello, "alice", "bob", "bobby");

        Assert.Equal([0, 20009, 20009], results.Select(static result => result.Code));
        Assert.Equal(TimErrorCodes.Describe(20009), results[1].Desc);
        Assert.Equal("alice", Assert.Single(emulator.Messages).Receiver);
    }

    [Fact]
    public async Task A_code_that_nobody_knows_has_no_description()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Faults = [new FaultRule("*", 123456)] });

        var result = Assert.Single(await emulator.SendAsync(Sending.Hello, "alice"));

        Assert.Equal((123456, ""), (result.Code, result.Desc));
    }

    [Fact]
    public async Task The_first_rule_that_matches_decides_alone()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            Faults = [new FaultRule("vip*", 1, probability: 0), new FaultRule("v*", 2), new FaultRule("*", 3)],
        });

        Assert.Equal([0, 2, 3], (await emulator.SendAsync(Sending.Hello, "vip", "val", "alice")).Select(static result => result.Code));
    }

    [Fact]
    public async Task A_probability_fails_its_share_of_identifiers()
    {
        await using var emulator = new TimEmulator(new TimEmulatorOptions { Faults = [new FaultRule("*", 20009, 0.25)] });

        var results = await emulator.SendAsync(Sending.Hello, Sending.Users(4_000));

        Assert.InRange(results.Count(static result => result.Code == 20009), 900, 1_100);
    }

    [Theory]
    [InlineData("alice", "alice", true)]
    [InlineData("alice", "Alice", false)]
    [InlineData("alice", "alice2", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("a*", "a", true)]
    [InlineData("*e", "alice", true)]
    [InlineData("a*c*", "alice", true)]
    [InlineData("a*ab", "aaab", true)]
    [InlineData("a*ab", "aaba", false)]
    [InlineData("*ab*ab", "abxabab", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "a", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a**", "a", true)]
    [InlineData("a?*", "a", false)]
    [InlineData("[a]", "a", false)]
    public void A_pattern_matches_the_whole_identifier(string pattern, string identifier, bool matches) =>
        Assert.Equal(matches, new FaultRule(pattern, 1).Matches(identifier));

    [Theory]
    [InlineData("bob*=70107@0.25", "bob*", 70107, 0.25)]
    [InlineData("bob=70107", "bob", 70107, 1)]
    [InlineData("*=-3@1", "*", -3, 1)]
    [InlineData("a=b@c.d=20009@.5", "a=b@c.d", 20009, 0.5)]
    [InlineData("*=20009@0", "*", 20009, 0)]
    public void A_rule_is_read_from_text(string text, string pattern, int code, double probability) =>
        Assert.Equal(new FaultRule(pattern, code, probability), FaultRule.Parse(text));

    [Theory]
    [InlineData("", "no '='")]
    [InlineData("bob", "no '='")]
    [InlineData("=70107", "nothing stands before")]
    [InlineData("bob=", "code ''")]
    [InlineData("bob=x", "code 'x'")]
    [InlineData("bob=7.5", "code '7.5'")]
    [InlineData("bob=99999999999", "code '99999999999'")]
    [InlineData("bob=0", "0 is the code of success")]
    [InlineData("bob=1@", "probability ''")]
    [InlineData("bob=1@2", "probability '2'")]
    [InlineData("bob=1@-0.1", "probability '-0.1'")]
    [InlineData("bob=1@NaN", "probability 'NaN'")]
    [InlineData("bob=1@0,5", "probability '0,5'")]
    public void Text_that_is_no_rule_is_refused_with_the_reason(string text, string reason)
    {
        var error = Assert.Throws<FormatException>(() => FaultRule.Parse(text));

        Assert.Contains(reason, error.Message);
        Assert.StartsWith($"'{text}' is not a fault rule", error.Message);
        Assert.Contains("PATTERN=CODE[@PROBABILITY]", error.Message);
    }

    [Fact]
    public void Rules_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FaultRule("", 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultRule("*", 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FaultRule("*", 1, 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SilenceRule("*", double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CallRefusal(0));
    }
}
