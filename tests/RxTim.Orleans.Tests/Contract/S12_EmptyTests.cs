using RxTim.Emulator;

namespace RxTim.Orleans.Tests;

/// <summary>S12 Empty: no identifiers, no call.</summary>
public sealed class S12_EmptyTests
{
    [Fact]
    public async Task S12_An_empty_identifier_list_completes_without_calling_the_backend()
    {
        await using var emulator = new TimEmulator();
        await using var silos = await TestSilos.StartAsync(emulator.Transport);
        var started = await silos.Sends.StartAsync("nobody", Ask.Hi, Ask.Streamed([]), cancellationToken: Reading.Token).Soon();

        Assert.Empty(await silos.Sends.ReadAllAsync("nobody").Soon());
        Assert.Equal(ClusterSendState.Completed, (await silos.Sends.ProgressAsync("nobody", Reading.Token).Soon())!.State);
        Assert.Equal(0, started.Asked);
        Assert.Equal(0, emulator.CallsReceived);
    }

    [Fact]
    public async Task S12_An_empty_send_completes_its_observers()
    {
        var transport = ScriptedTransport.NeverAnswers();
        await using var silos = await TestSilos.StartAsync(transport);
        await silos.Sends.StartAsync("empty", Ask.Hi, Ask.Streamed([]), cancellationToken: Reading.Token).Soon();
        var observer = new RecordingObserver();
        using var subscription = silos.Sends.Results("empty").Subscribe(observer);

        await observer.EndedAsync();

        Assert.Null(observer.Error);
        Assert.Equal(1, observer.Notifications);
        Assert.Empty(transport.Calls);
    }
}
