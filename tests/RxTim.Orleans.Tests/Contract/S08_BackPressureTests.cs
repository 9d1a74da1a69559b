using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>S8 Back-pressure: what is pulled and kept does not grow with the identifiers.</summary>
public sealed class S08_BackPressureTests
{
    [Fact]
    public async Task S8_A_send_whose_results_nobody_takes_waits_and_goes_on_when_they_are_taken()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport, configure: static options =>
        {
            options.IdentifiersPerShard = 10;
            options.MostShardsNotTaken = 2;
            options.ActiveShards = 2;
        });
        var pulled = 0;
        var starting = silos.Sends.StartAsync("slow", Ask.Hi, Counted(Ask.Names(400), () => pulled++), cancellationToken: Reading.Token);
        await silos.Sends.WhenAsync("slow", static progress => progress.State == ClusterSendState.WaitingForConsumer).Soon();

        Assert.InRange(pulled, 1, 100);
        Assert.InRange(emulator.MessagesStored, 20, 40);
        Assert.Equal(400, (await silos.Sends.ReadAllAsync("slow").Soon()).Count);
        Assert.Equal(400, (await starting.Soon()).Asked);
    }

    [Fact]
    public async Task S8_A_call_never_carries_more_than_the_transport_takes()
    {
        var transport = ScriptedTransport.SendsAll(new MsgBatchLimits { MaxIdentifiersPerCall = 7, BestIdentifiersPerCall = 7 });
        await using var silos = await TestSilos.StartAsync(transport, configure: static options => options.IdentifiersPerShard = 20);
        await silos.Sends.StartAsync("small", Ask.Hi, Ask.Streamed(Ask.Names(100)), cancellationToken: Reading.Token).Soon();

        Assert.Equal(100, (await silos.Sends.ReadAllAsync("small").Soon()).Count);
        Assert.All(transport.Calls, static call => Assert.InRange(call.Identifiers.Count, 1, 7));
    }

    private static async IAsyncEnumerable<string> Counted(string[] names, Action pulled)
    {
        foreach (var name in names)
        {
            await Task.Yield();
            pulled();
            yield return name;
        }
    }
}
