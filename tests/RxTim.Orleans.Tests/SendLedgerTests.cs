using System.Text;

namespace RxTim.Orleans.Tests;

/// <summary>How many were taken back, as a send keeps it.</summary>
public sealed class SendLedgerTests
{
    [Fact]
    public void A_shards_total_that_is_said_again_counts_once()
    {
        var ledger = New();

        Assert.True(ledger.Withdraw(3, 5));
        Assert.False(ledger.Withdraw(3, 5));
        Assert.False(ledger.Withdraw(3, 4));
        Assert.True(ledger.Withdraw(3, 7));
        Assert.True(ledger.Withdraw(0, 1));

        Assert.Equal(8, ledger.Withdrawn);
    }

    [Fact]
    public void The_totals_are_stored()
    {
        var ledger = New();
        ledger.Withdraw(3, 5);

        var read = SendLedger.Decode(ledger.Encode());

        Assert.Equal(5, read.Withdrawn);
        Assert.False(read.Withdraw(3, 5));
        Assert.True(read.Withdraw(4, 2));
        Assert.Equal(7, read.Withdrawn);
    }

    private static SendLedger New() => new(
        new SendPlan(Encoding.UTF8.GetBytes(Ask.Hi.ToJson()), 1, 2, new ClusterSendOptions(), null), DateTimeOffset.UnixEpoch);
}
