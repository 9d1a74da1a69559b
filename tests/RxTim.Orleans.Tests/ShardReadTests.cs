namespace RxTim.Orleans.Tests;

/// <summary>What a shard makes of a place in its results that anybody may have written.</summary>
public sealed class ShardReadTests
{
    [Theory]
    [InlineData(int.MaxValue, 0)]
    [InlineData(11, 0)]
    [InlineData(10, 0)]
    [InlineData(9, 1)]
    [InlineData(0, 10)]
    [InlineData(-1, 10)]
    [InlineData(int.MinValue, 10)]
    public async Task A_place_beyond_the_results_reads_to_the_end_and_no_further(int from, int count)
    {
        await using var silos = await TestSilos.StartAsync(new HistoryBackend());
        await silos.Sends.StartAsync("place", Ask.Hi, Ask.Streamed(Ask.Names(10)), cancellationToken: Reading.Token).Soon();
        await silos.Sends.WhenAsync("place", static progress => progress.State == ClusterSendState.Completed).Soon();

        var batch = await silos.Cluster.Client.GetGrain<IShardGrain>(ShardKey.Of("place", 0)).ReadAsync(from, 1_000, TimeSpan.Zero).Soon();

        Assert.Equal(Ask.Names(10)[^count..], batch.Identifiers);
        Assert.True(batch.IsLast);
    }
}
