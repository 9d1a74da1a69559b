using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using RxTim.Emulator;
using RxTim.Journal;

namespace RxTim.Hosting.Tests;

/// <summary>The sample CampaignService, run as a process with an emulator beside it.</summary>
public sealed class CampaignServiceTests : IAsyncLifetime
{
    private const int Asked = 400;

    private readonly string folder = Directory.CreateTempSubdirectory("rxtim-campaigns-").FullName;
    private EmulatorServer server = null!;

    // Few at a time and slow, so that there is a middle to be killed in.
    private static readonly string[] Slowly = ["--RxTim:Client:IdentifiersPerCall", "5", "--RxTim:Client:MaxConcurrentCalls", "4"];

    public async ValueTask InitializeAsync() => server = await EmulatorServer.StartAsync(
        new EmulatorServerOptions
        {
            Emulator = new TimEmulatorOptions { Latency = new LatencyRange(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(60)) },
        },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Killed_and_started_again_it_finishes_its_campaigns_and_each_has_one_message()
    {
        string[] spring = [.. Names("spring")], summer = [.. Names("summer")];
        var results = new List<SseItem<JsonElement>>();
        using (var first = await CampaignProcess.StartAsync(server, folder, Slowly))
        {
            await first.BeginAsync("spring", spring);
            await first.BeginAsync("summer", summer);
            var watching = WatchAsync(first, results);
            await TestHost.UntilAsync(() => server.Emulator.MessagesStored > Asked / 2);
            await first.KillAsync();
            await watching;
        }
        Assert.InRange(server.Emulator.MessagesStored, Asked / 2, (2 * Asked) - 1);
        Assert.InRange(results.Count, 1, Asked - 1);
        var before = results.Count;

        using var second = await CampaignProcess.StartAsync(server, folder, Slowly);
        await WatchAsync(second, results);
        await UntilAsync(second, "spring", "Finished");
        await UntilAsync(second, "summer", "Finished");

        Assert.All(spring.Concat(summer), identifier => Assert.Single(server.Emulator.MessagesTo(identifier)));
        Assert.NotEqual(before, results.Count);
        Assert.Equal(spring.Order(StringComparer.Ordinal), results.Select(EventReader.IdentifierOf).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Progress_comes_as_events_until_the_campaign_is_finished()
    {
        using var service = await CampaignProcess.StartAsync(server, folder, Slowly);
        await service.BeginAsync("spring", Names("spring"));

        var progress = new List<JsonElement>();
        await foreach (var step in EventReader.ReadAsync(service.Http, "campaigns/spring/progress"))
            progress.Add(step.Data);

        Assert.True(progress.Count > 2);
        Assert.Equal("Finished", progress[^1].GetProperty("state").GetString());
        Assert.Equal(Asked, progress[^1].GetProperty("sent").GetInt64());
        var sent = progress.Select(static step => step.GetProperty("sent").GetInt64()).ToArray();
        Assert.Equal(sent.Order(), sent);
    }

    [Fact]
    public async Task A_cancelled_campaign_sends_to_nobody_else_and_says_why()
    {
        using (var first = await CampaignProcess.StartAsync(server, folder, Slowly))
        {
            await first.BeginAsync("spring", Names("spring"));
            await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 0);
            using var answer = await first.Http.DeleteAsync(
                "campaigns/spring?reason=a%20wrong%20link", TestContext.Current.CancellationToken);
            var cancelled = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            Assert.Equal("Abandoned", cancelled.GetProperty("state").GetString());
            Assert.Equal("a wrong link", cancelled.GetProperty("reason").GetString());
            Assert.Equal(0, cancelled.GetProperty("inDoubt").GetInt64());
            Assert.Equal(server.Emulator.MessagesStored, cancelled.GetProperty("sent").GetInt64());
            Assert.Equal(0, await first.StopAsync());
        }
        var stored = server.Emulator.MessagesStored;
        Assert.InRange(stored, 1, Asked - 1);

        using var second = await CampaignProcess.StartAsync(server, folder, Slowly);

        Assert.Equal("Abandoned", await second.StateAsync("spring"));
        Assert.Equal(0, await second.StopAsync());
        Assert.Equal(stored, server.Emulator.MessagesStored);
    }

    [Fact]
    public async Task A_withdrawn_campaign_is_given_up_and_its_message_is_taken_back_from_whoever_has_it()
    {
        using var service = await CampaignProcess.StartAsync(server, folder, Slowly);
        await service.BeginAsync("spring", Names("spring"));
        await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 20);

        using var answer = await service.Http.PostAsync("campaigns/spring/withdraw", null, TestContext.Current.CancellationToken);
        var withdrawn = await answer.Content.ReadFromJsonAsync<JsonElement[]>(TestContext.Current.CancellationToken);

        var campaign = await service.ReadAsync("spring");
        Assert.Equal("Abandoned", campaign.GetProperty("state").GetString());
        Assert.Equal(server.Emulator.MessagesStored, campaign.GetProperty("withdrawn").GetInt64());
        Assert.Equal(server.Emulator.MessagesStored, withdrawn!.Length);
        Assert.All(withdrawn, static one => Assert.Equal(0, one.GetProperty("code").GetInt32()));
        Assert.Equal(server.Emulator.MessagesStored, await TestHost.WithdrawnAsync(server));
        Assert.InRange(withdrawn.Length, 21, Asked - 1);
    }

    [Fact]
    public async Task Asked_to_stop_it_waits_for_what_is_in_flight_and_leaves_nobody_in_doubt()
    {
        using var service = await CampaignProcess.StartAsync(server, folder, Slowly);
        await service.BeginAsync("spring", Names("spring"));
        await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 0);

        Assert.Equal(0, await service.StopAsync());

        using var report = JournalReport.Open(Path.Combine(folder, "spring.journal"));
        Assert.Equal(JournalState.Stopped, report.State);
        Assert.Equal(0, report.Counts.InDoubt);
        Assert.Equal(server.Emulator.MessagesStored, report.Counts.Sent);
    }

    [Fact]
    public async Task Its_console_has_spans_metrics_and_logs_and_no_secret()
    {
        using var service = await CampaignProcess.StartAsync(server, folder);
        await service.BeginAsync("spring", Names("spring"));
        await UntilAsync(service, "spring", "Finished");
        Assert.Equal("Healthy", await service.Http.GetStringAsync("health", TestContext.Current.CancellationToken));
        Assert.Equal(0, await service.StopAsync());

        var output = service.Output;
        string[] told = ["send tencent_im", "call tencent_im", "messaging.client.sent.messages", "rxtim.journal.commits", "SendCompleted"];
        Assert.All(told, one => Assert.Contains(one, output, StringComparison.Ordinal));
        Assert.DoesNotContain(server.SecretKey, output, StringComparison.Ordinal);
        // A UserSig begins like this, as all that zlib packs at its best.
        Assert.DoesNotContain("usersig=eJ", output, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("spring-1", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_done_is_answered_with_its_status()
    {
        using var service = await CampaignProcess.StartAsync(server, folder);
        await service.BeginAsync("spring", ["alice"]);
        await UntilAsync(service, "spring", "Finished");

        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(service, Asking("spring", "bob")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(service, Asking("../spring", "bob")));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(service, Asking("summer", identifier: null)));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(service, new { name = "summer" }));
        foreach (var path in (string[])["campaigns/winter", "campaigns/winter/results", "campaigns/winter/progress"])
            Assert.Equal(HttpStatusCode.NotFound, (await service.Http.GetAsync(path, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(1, server.Emulator.MessagesStored);
    }

    // From the last result that was seen on.
    private static async Task WatchAsync(CampaignProcess service, List<SseItem<JsonElement>> results)
    {
        await foreach (var result in EventReader.ReadAsync(service.Http, "campaigns/spring/results", results.LastOrDefault().EventId))
            results.Add(result);
    }

    private static object Asking(string name, string? identifier) => new { name, text = "hello", identifiers = new[] { identifier } };

    private static async Task<HttpStatusCode> PostAsync(CampaignProcess service, object asked)
    {
        using var answer = await service.Http.PostAsJsonAsync("campaigns", asked, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static IEnumerable<string> Names(string prefix) => Enumerable.Range(0, Asked).Select(i => $"{prefix}-{i}");

    private static async Task UntilAsync(CampaignProcess service, string name, string state)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await service.StateAsync(name) != state)
            await Task.Delay(50, bound.Token);
    }
}
