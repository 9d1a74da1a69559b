using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RxTim.Emulator;
using RxTim.Journal;

namespace RxTim.Hosting.Tests;

/// <summary>Journals in a service: begun, drained when the host stops, resumed when it starts, given up.</summary>
public sealed class JournalsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rxtim-hosting-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_journal_is_sent_in_the_background()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        using var host = HostFor(server);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();

        await journals.StartAsync("spring", TestHost.Ask(1200), cancellationToken: TestContext.Current.CancellationToken);
        await TestHost.UntilAsync(() => journals.Running("spring") is null);

        Assert.Equal(JournalState.Finished, Assert.Single(journals.List()).State);
        Assert.Equal(1200, server.Emulator.MessagesStored);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_the_host_stopped_goes_on_at_the_next_start_each_once()
    {
        await using var server = await EmulatorServer.StartAsync(Slow, TestContext.Current.CancellationToken);
        using (var first = HostFor(server))
        {
            await first.StartAsync(TestContext.Current.CancellationToken);
            await first.Services.GetRequiredService<RxTimJournals>()
                .StartAsync("spring", TestHost.Ask(40), cancellationToken: TestContext.Current.CancellationToken);
            await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 0);
            await first.StopAsync(TestContext.Current.CancellationToken);
        }
        using (var report = JournalReport.Open(Path.Combine(folder, "spring.journal")))
        {
            Assert.Equal(JournalState.Stopped, report.State);
            Assert.Equal(0, report.Counts.InDoubt);
        }

        using var second = HostFor(server);
        await second.StartAsync(TestContext.Current.CancellationToken);
        var journals = second.Services.GetRequiredService<RxTimJournals>();
        await TestHost.UntilAsync(() => journals.Running("spring") is null);

        Assert.Equal(JournalState.Finished, Assert.Single(journals.List()).State);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Single(server.Emulator.MessagesTo($"u{i}")));
        await second.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_is_given_up_does_not_go_on()
    {
        await using var server = await EmulatorServer.StartAsync(Slow, TestContext.Current.CancellationToken);
        using (var first = HostFor(server))
        {
            await first.StartAsync(TestContext.Current.CancellationToken);
            var journals = first.Services.GetRequiredService<RxTimJournals>();
            await journals.StartAsync("spring", TestHost.Ask(40), cancellationToken: TestContext.Current.CancellationToken);
            await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 0);
            await journals.AbandonAsync("spring", "a wrong link", TestContext.Current.CancellationToken);
            Assert.Equal(JournalState.Abandoned, Assert.Single(journals.List()).State);
            await first.StopAsync(TestContext.Current.CancellationToken);
        }
        var stored = server.Emulator.MessagesStored;

        using var second = HostFor(server);
        await second.StartAsync(TestContext.Current.CancellationToken);
        await second.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(stored, server.Emulator.MessagesStored);
        Assert.InRange(stored, 1, 39);
    }

    [Fact]
    public async Task A_name_that_would_leave_the_folder_is_refused()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        using var host = HostFor(server);
        var journals = host.Services.GetRequiredService<RxTimJournals>();

        await Assert.ThrowsAsync<ArgumentException>(() => journals.StartAsync("../spring", TestHost.Ask(1), cancellationToken: TestContext.Current.CancellationToken));
    }

    // Each call takes long enough for the host to stop among them.
    private static EmulatorServerOptions Slow => new()
    {
        Emulator = new TimEmulatorOptions { Latency = new LatencyRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)) },
    };

    private IHost HostFor(EmulatorServer server)
    {
        var builder = TestHost.For(server, ("RxTim:Client:IdentifiersPerCall", "1"), ("RxTim:Client:MaxConcurrentCalls", "2"));
        if (server.Emulator.Faults.Latency == default)
            builder = TestHost.For(server);
        builder.Services.AddRxTim(builder.Configuration);
        builder.Services.AddRxTimJournals(folder, static options => options.GracePeriod = TimeSpan.Zero);
        return builder.Build();
    }
}
