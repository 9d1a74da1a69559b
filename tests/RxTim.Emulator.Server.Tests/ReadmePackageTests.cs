namespace RxTim.Emulator.Tests;

/// <summary>The READMEs of the emulator's packages, compiled and run.</summary>
public sealed class ReadmePackageTests
{
    [Fact]
    public async Task The_example_of_the_emulator_runs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var param = MsgBatchSendParam.Create(Message.Text("hello"), "alice", "bob");

        await using var emulator = new TimEmulator(new TimEmulatorOptions
        {
            Faults = [FaultRule.Parse("b*=70107")],                           // whose identifier begins with b fails
            Latency = LatencyRange.Parse("20ms..200ms"),
        });
        await using var client = new TimClient(emulator.Transport);
        await foreach (var result in client.MsgBatchSendAsync(param, cancellationToken))
            Console.WriteLine(result);
        Console.WriteLine($"{emulator.MessagesStored} stored, {emulator.Messages.Count} kept");

        Assert.Equal("alice", Assert.Single(emulator.Messages).Receiver);
    }

    [Fact]
    public async Task The_example_of_the_server_runs()
    {
        var cancellationToken = TestContext.Current.CancellationToken;

        await using var server = await EmulatorServer.StartAsync(cancellationToken: cancellationToken);
        Console.WriteLine($"{server.Address} SDKAppID {server.SdkAppId} administrator {server.Admin}");

        Assert.True(server.Address.IsLoopback);
    }
}
