using System.Diagnostics;
using CsCheck;

namespace RxTim.Tests;

/// <summary>What is known of a scenario whatever becomes of it, and of the process.</summary>
public sealed class InPlayTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rxtim-in-play-").FullName;

    [Fact]
    public void A_scenario_that_is_played_stands_in_a_file_with_its_seed_until_it_is_over()
    {
        using var playing = new InPlay(folder);
        var (one, other) = (Draw(1), Draw(2));
        var first = playing.Begin(one.Seed, one.Scenario);
        var second = playing.Begin(other.Seed, other.Scenario);
        Assert.Equal(
            new[] { one, other }.Select(static seeded => $"seed {seeded.Seed}{Environment.NewLine}{seeded.Scenario}").Order(),
            Directory.GetFiles(folder).Select(File.ReadAllText).Order());
        first.Dispose();
        Assert.Contains(other.Seed, File.ReadAllText(Assert.Single(Directory.GetFiles(folder))));
        second.Dispose();
        Assert.Empty(Directory.GetFiles(folder));
        playing.CheckAssertions();
    }

    [Fact]
    public void A_failed_assertion_tells_what_is_played_and_fails_the_run()
    {
        using var playing = new InPlay(folder);
        var seeded = Draw(3);
        using var begun = playing.Begin(seeded.Seed, seeded.Scenario);
        Assert.True(Trace.Listeners.Contains(playing));
        playing.Fail("Each identifier is answered once.");
        var told = File.ReadAllText(Path.Combine(folder, "told.txt"));
        Assert.Contains("Each identifier is answered once.", told);
        Assert.Contains($"seed {seeded.Seed}{Environment.NewLine}{seeded.Scenario}", told);
        Assert.ThrowsAny<Exception>(playing.CheckAssertions);
    }

    [Fact]
    public void A_seed_draws_its_scenario_again()
    {
        var seeded = Draw(4);
        Assert.Equal(seeded.Scenario.ToString(), Seeded.Any.Generate(PCG.Parse(seeded.Seed), null, out _).Scenario.ToString());
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Seeded Draw(uint stream) => Seeded.Any.Generate(new PCG(stream), null, out _);
}
