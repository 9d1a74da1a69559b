namespace RxTim.Orleans.Tests;

/// <summary>One pace over three silos of Orleans.</summary>
public sealed class ClusterPaceTests
{
    private static readonly ClusterPace Pace = new() { CallsPerSecond = 20, RecipientsPerMinute = 1_200 };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_silos_at_full_load_use_95_percent_of_the_quota_and_are_never_turned_away()
    {
        await using var cluster = await PaceCluster.StartAsync(Pace);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Func<long>[] sent = [.. Enumerable.Range(0, 3).Select(silo => cluster.SendFrom(silo, perCall: 10 << silo, ending.Token))];
        await cluster.PassAsync(TimeSpan.FromMinutes(1));
        var before = sent.Select(static silo => silo()).ToArray();
        await cluster.PassAsync(TimeSpan.FromMinutes(3));
        var within = sent.Select((silo, i) => silo() - before[i]).ToArray();
        await ending.CancelAsync();
        Assert.InRange(within.Sum(), 0.95 * 3 * 1_200, 3 * 1_200);
        Assert.All(within, one => Assert.InRange(one, 0.15 * within.Sum(), 0.5 * within.Sum()));
        Assert.Equal(0, cluster.Throttled);
    }

    [Fact]
    public async Task What_a_killed_silo_had_comes_back_a_window_after_its_lease()
    {
        await using var cluster = await PaceCluster.StartAsync(Pace);
        var killed = (await cluster.PlaceOfGrainAsync() + 1) % 3;
        await cluster.Silos[killed].Recipients!.AcquireAsync(1_200, Token);
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        await cluster.KillAsync(killed);
        var other = cluster.Silos[(killed + 1) % 3].Recipients!.AcquireAsync(1, Token).AsTask();
        // It was heard of within the last two seconds.
        await cluster.PassAsync(TimeSpan.FromSeconds(67));
        Assert.False(other.IsCompleted);
        await cluster.PassAsync(TimeSpan.FromSeconds(5));
        Assert.True((await other.WaitAsync(TimeSpan.FromSeconds(30), Token)).IsAcquired);
    }

    [Fact]
    public async Task No_permit_is_spent_twice_when_the_silo_of_the_grain_is_killed()
    {
        await using var cluster = await PaceCluster.StartAsync(Pace);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Func<long>[] sent = [.. Enumerable.Range(0, 3).Select(silo => cluster.SendFrom(silo, perCall: 50, ending.Token))];
        await cluster.PassAsync(TimeSpan.FromSeconds(90));
        var killed = await cluster.PlaceOfGrainAsync();
        await cluster.KillAsync(killed);
        var before = sent.Select(static silo => silo()).ToArray();
        await cluster.PassAsync(TimeSpan.FromMinutes(2));
        await ending.CancelAsync();
        Assert.All(Enumerable.Range(0, 3).Where(silo => silo != killed), silo => Assert.InRange(sent[silo]() - before[silo], 200, 2_400));
        Assert.Equal(0, cluster.Throttled);
    }

    [Fact]
    public async Task Too_many_calls_seen_by_one_silo_pause_all_until_one_is_answered_otherwise()
    {
        await using var cluster = await PaceCluster.StartAsync(Pace);
        // Whoever has something hears of it.
        using var held = await cluster.Silos[1].Calls!.AcquireAsync(1, Token);
        cluster.Silos[0].Throttled();
        while (!cluster.Silos[1].IsPausing)
            await Task.Delay(1, Token);
        var waiting = cluster.Silos[1].Calls!.AcquireAsync(1, Token).AsTask();
        var second = cluster.Silos[1].Calls!.AcquireAsync(1, Token).AsTask();
        await cluster.PassAsync(TimeSpan.FromSeconds(0.1));
        using (await waiting.WaitAsync(TimeSpan.FromSeconds(30), Token))
        {
            Assert.False(second.IsCompleted);
            cluster.Silos[1].HandedOver();
            cluster.Silos[1].Answered();
        }
        (await second.WaitAsync(TimeSpan.FromSeconds(30), Token)).Dispose();
        Assert.False(cluster.Silos[1].IsPausing);
    }

    [Fact]
    public async Task Nothing_is_granted_beyond_the_lease_while_nothing_can_be_stored_and_it_goes_on_by_itself()
    {
        await using var cluster = await PaceCluster.StartAsync(Pace);
        cluster.Storage.IsFailing = true;
        var waiting = cluster.Silos[0].Recipients!.AcquireAsync(10, Token).AsTask();
        await cluster.PassAsync(TimeSpan.FromSeconds(5));
        Assert.False(waiting.IsCompleted);
        cluster.Storage.IsFailing = false;
        await cluster.PassAsync(TimeSpan.FromSeconds(2));
        using var lease = await waiting.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.True(lease.IsAcquired);
    }

    [Fact]
    public async Task A_request_above_the_quota_is_out_of_range()
    {
        await using var cluster = await PaceCluster.StartAsync(Pace);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await cluster.Silos[0].Recipients!.AcquireAsync(1_201, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await cluster.Silos[0].Calls!.AcquireAsync(21, Token));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void A_pace_of_less_than_one_is_out_of_range(int calls, int recipients) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new ClusterPace { CallsPerSecond = calls, RecipientsPerMinute = recipients }.Validate());
}
