namespace RxTim.Orleans.Tests;

/// <summary>What a send remembers of its shards: who has which results, and what may be removed.</summary>
public sealed class TakenResultsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Hour = Start + TimeSpan.FromHours(1);
    private static readonly DateTimeOffset Later = Start + TimeSpan.FromHours(2);

    [Fact]
    public void A_shard_that_is_taken_before_the_send_hears_of_its_end_is_taken_when_it_does()
    {
        var ledger = Of(shards: 2);

        Assert.True(ledger.Take(1, Hour));
        Assert.False(ledger.Take(1, Later));
        Assert.Equal(0, ledger.Taken.Count);
        // Another activation goes on with it.
        ledger = SendLedger.Decode(ledger.Encode());
        ledger.Finish(1, new SendCounts(10, 0, 0));

        Assert.True(ledger.Taken.Contains(1));
        Assert.Equal(10, ledger.TakenResults);
        Assert.False(ledger.Take(1, Later));
    }

    [Fact]
    public void A_shard_that_was_not_accepted_is_not_taken()
    {
        var ledger = Of(shards: 2);

        Assert.False(ledger.Take(2, Hour));
    }

    [Fact]
    public void What_a_consumer_has_behind_a_shard_that_he_has_not_stays_until_he_has_that_one()
    {
        var ledger = Of(shards: 3);
        for (var shard = 0; shard < 3; shard++)
            ledger.Finish(shard, new SendCounts(10, 0, 0));
        ledger.Take(0, Hour);
        ledger.Take(2, Hour);

        Assert.Equal([0], ledger.DueToRemove(Later, 10));
        ledger.Remove([0]);
        Assert.Empty(ledger.DueToRemove(Later, 10));

        ledger.Take(1, Hour);
        Assert.Equal([1, 2], SendLedger.Decode(ledger.Encode()).DueToRemove(Later, 10).Order());
    }

    private static SendLedger Of(int shards)
    {
        var ledger = new SendLedger(new SendPlan([1], 1, 1, new ClusterSendOptions(), null), Start);
        for (var shard = 0; shard < shards; shard++)
            ledger.Accept(10, (ulong)shard);
        return ledger;
    }
}
