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
    public async Task A_journal_that_is_sent_is_followed_to_its_end_and_from_any_cursor_on()
    {
        await using var server = await EmulatorServer.StartAsync(Slow, TestContext.Current.CancellationToken);
        using var host = HostFor(server);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await journals.StartAsync("spring", TestHost.Ask(20), cancellationToken: TestContext.Current.CancellationToken);

        var followed = await FollowAsync(journals);
        var middle = followed[7].Cursor;

        Assert.Equal(TestHost.Ask(20).Identifiers.Order(StringComparer.Ordinal), Identifiers(followed).Order(StringComparer.Ordinal));
        Assert.Equal(Identifiers(followed[8..]), Identifiers(await FollowAsync(journals, middle)));
        Assert.Empty(await FollowAsync(journals, followed[^1].Cursor));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Whoever_follows_a_journal_that_is_given_up_has_all_its_results_and_the_end()
    {
        await using var server = await EmulatorServer.StartAsync(Slow, TestContext.Current.CancellationToken);
        using var host = HostFor(server);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await journals.StartAsync("spring", TestHost.Ask(40), cancellationToken: TestContext.Current.CancellationToken);
        var following = FollowAsync(journals);
        await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 0);

        await journals.AbandonAsync("spring", "a wrong link", TestContext.Current.CancellationToken);

        Assert.Equal(server.Emulator.MessagesStored, (await following).Count);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_is_given_up_even_if_nobody_waits_for_what_is_in_flight()
    {
        await using var server = await EmulatorServer.StartAsync(Slow, TestContext.Current.CancellationToken);
        using var host = HostFor(server);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await journals.StartAsync("spring", TestHost.Ask(40), cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => journals.AbandonAsync("spring", "a wrong link", new CancellationToken(canceled: true)));
        await TestHost.UntilAsync(() => journals.Running("spring") is null);

        using var report = journals.Read("spring");
        Assert.Equal("a wrong link", report.Abandonment?.Reason);
        Assert.Equal(0, report.Counts.InDoubt);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task One_that_was_stopped_by_an_error_can_be_given_up()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        using var host = HostFor(server, ("RxTim:Rest:SecretKey", "another key"));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();
        await journals.StartAsync("spring", TestHost.Ask(4), cancellationToken: TestContext.Current.CancellationToken);

        await journals.AbandonAsync("spring", "a wrong link", TestContext.Current.CancellationToken);

        Assert.Equal(JournalState.Abandoned, Assert.Single(journals.List()).State);
        Assert.Equal(0, server.Emulator.MessagesStored);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task With_the_emulator_inside_the_process_a_journal_is_sent_and_nothing_can_be_taken_back()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddRxTim(builder.Configuration);
        builder.Services.AddRxTimEmulator();
        builder.Services.AddRxTimJournals(folder);
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var journals = host.Services.GetRequiredService<RxTimJournals>();

        await journals.StartAsync("spring", TestHost.Ask(3), cancellationToken: TestContext.Current.CancellationToken);
        await TestHost.UntilAsync(() => journals.Running("spring") is null);

        Assert.Equal(3, host.Services.GetRequiredService<TimEmulator>().MessagesStored);
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var _ in journals.WithdrawAsync("spring", TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.StartsWith("An emulator inside the process stands in for RxTim:Rest", thrown.Message, StringComparison.Ordinal);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Journals_of_several_clients_have_a_folder_and_a_key_each()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        await using var other = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        var builder = TestHost.For(server, TestHost.SettingsOf(other, "RxTim:Other"));
        builder.Services.AddRxTim(builder.Configuration);
        builder.Services.AddRxTim(builder.Configuration, "Other");
        builder.Services.AddRxTimJournals(Path.Combine(folder, "one"));
        builder.Services.AddRxTimJournals(Path.Combine(folder, "other"), static options => options.Key = "Other");
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var one = host.Services.GetRequiredService<RxTimJournals>();
        var others = host.Services.GetRequiredKeyedService<RxTimJournals>("Other");

        await one.StartAsync("spring", TestHost.Ask(2), cancellationToken: TestContext.Current.CancellationToken);
        await others.StartAsync("spring", TestHost.Ask(3), cancellationToken: TestContext.Current.CancellationToken);
        await TestHost.UntilAsync(() => one.Running("spring") is null && others.Running("spring") is null);

        Assert.Equal((2, 3), (server.Emulator.MessagesStored, other.Emulator.MessagesStored));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_name_that_would_leave_the_folder_is_refused()
    {
        await using var server = await EmulatorServer.StartAsync(new EmulatorServerOptions(), TestContext.Current.CancellationToken);
        using var host = HostFor(server);
        var journals = host.Services.GetRequiredService<RxTimJournals>();

        await Assert.ThrowsAsync<ArgumentException>(
            () => journals.StartAsync("../spring", TestHost.Ask(1), cancellationToken: TestContext.Current.CancellationToken));
    }

    // Each call takes long enough for the host to stop among them.
    private static EmulatorServerOptions Slow => new()
    {
        Emulator = new TimEmulatorOptions { Latency = new LatencyRange(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(100)) },
    };

    private static async Task<List<JournalResult>> FollowAsync(RxTimJournals journals, JournalCursor after = default)
    {
        var followed = new List<JournalResult>();
        await foreach (var result in journals.FollowAsync("spring", after, TestContext.Current.CancellationToken))
            followed.Add(result);
        return followed;
    }

    private static IEnumerable<string> Identifiers(IEnumerable<JournalResult> results) =>
        results.Select(static result => result.Result.Identifier);

    private IHost HostFor(EmulatorServer server, params (string Key, string? Value)[] settings)
    {
        var few = server.Emulator.Faults.Latency != default;
        var builder = TestHost.For(
            server, few ? [("RxTim:Client:IdentifiersPerCall", "1"), ("RxTim:Client:MaxConcurrentCalls", "2"), .. settings] : settings);
        builder.Services.AddRxTim(builder.Configuration);
        builder.Services.AddRxTimJournals(folder, static options => options.GracePeriod = TimeSpan.Zero);
        return builder.Build();
    }
}
