using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>A send of a cluster from its start to its removal.</summary>
public sealed class ClusterSendTests
{
    [Fact]
    public async Task S2_Each_identifier_has_one_result_and_one_message()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, silos: 2, options => options.IdentifiersPerShard = 100);
        var names = Ask.Names(1_234);

        var started = await silos.Sends.StartAsync("campaign", Ask.Hi, Ask.Streamed(names), cancellationToken: Reading.Token).Soon();
        var results = await silos.Sends.ReadAllAsync("campaign").Soon();

        Assert.True(started.AllGiven);
        Assert.Equal(1_234, started.Asked);
        Assert.Equal(names, results.OrderBy(static result => result.Result.Ordinal).Select(static result => result.Result.Identifier));
        Assert.All(results, static result => Assert.True(result.Result.IsSuccess));
        Assert.Equal(1_234, emulator.MessagesStored);
    }
}
