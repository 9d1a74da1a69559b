using CsCheck;

namespace RxTim.Orleans.Tests;

/// <summary>The account over many silos in virtual time, whatever is lost, late or falls.</summary>
public sealed class PacePropertyTests
{
    [Fact]
    public void No_window_at_the_backend_has_more_than_the_pace_and_in_the_end_nothing_counts() =>
        Gen.Int.Select(PacePlan.Of).Sample(Run, iter: 200);

    [Theory]
    [InlineData(100, 100)]
    [InlineData(500, 500)]
    [InlineData(1, 500)]
    public void Three_silos_at_full_load_use_95_percent_of_the_quota_and_never_more(int least, int most)
    {
        var plan = new PacePlan { Seed = 1, Sizes = [(least, most)], Workers = 8, Length = TimeSpan.FromMinutes(10) };
        var world = new PaceWorld(plan);
        world.Run(plan.Length);
        var minutes = Enumerable.Range(1, 8)
            .Select(static minute => TimeSpan.FromMinutes(minute))
            .Select(from => world.ArrivedWithin(from, from + PaceTimes.RecipientWindow));
        Assert.InRange(minutes.Average() / plan.RecipientsPerMinute, 0.95, 1);
        Assert.InRange(world.Most(PaceTimes.RecipientWindow, static count => count), 0, plan.RecipientsPerMinute);
        Assert.InRange(world.Most(PaceTimes.CallWindow, static _ => 1), 0, plan.CallsPerSecond);
    }

    [Fact]
    public void Silos_with_small_calls_and_with_large_ones_have_about_equal_shares()
    {
        var plan = new PacePlan
        {
            Seed = 1,
            Sizes = [(500, 500), (10, 10), (100, 100)],
            Workers = 32,
            Length = TimeSpan.FromMinutes(6),
            MostNewsMilliseconds = 40,
        };
        var world = new PaceWorld(plan);
        // What the first to ask took while nobody else did is no matter of turns.
        world.Run(TimeSpan.FromMinutes(2));
        var before = world.Silos.ToDictionary(static silo => silo, static silo => silo.Sent);
        world.Run(plan.Length);
        var sent = world.Silos.ConvertAll(silo => silo.Sent - before[silo]);
        Assert.All(sent, one => Assert.InRange(3.0 * one / sent.Sum(), 0.8, 1.2));
    }

    private static void Run(PacePlan plan)
    {
        var world = new PaceWorld(plan);
        world.Run(plan.Length);
        for (var minutes = 0; !world.Silos.TrueForAll(static silo => silo.IsDone); minutes++)
        {
            Assert.InRange(minutes, 0, 60);
            world.Run(world.Now + TimeSpan.FromMinutes(1));
        }
        // What is used counts for a window; what a fallen silo had comes back a window after its lease.
        world.Run(world.Now + PaceTimes.Lease + PaceTimes.RecipientWindow + TimeSpan.FromSeconds(5));
        Assert.InRange(world.Most(PaceTimes.CallWindow, static _ => 1), 1, plan.CallsPerSecond);
        Assert.InRange(world.Most(PaceTimes.RecipientWindow, static count => count), 1, plan.RecipientsPerMinute);
        Assert.Equal((0, 0), (world.Current.CountedCalls(), world.Current.CountedRecipients()));
        Assert.False(world.Current.Ledger.Pause.IsOn && plan.Throttled == 0);
    }
}
