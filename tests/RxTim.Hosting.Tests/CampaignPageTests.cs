using Microsoft.Playwright;
using RxTim.Emulator;

namespace RxTim.Hosting.Tests;

/// <summary>The page of the sample CampaignService, in a browser.</summary>
public sealed class CampaignPageTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Slowly = ["--RxTim:Client:IdentifiersPerCall", "5", "--RxTim:Client:MaxConcurrentCalls", "4"];

    private readonly string folder = Directory.CreateTempSubdirectory("rxtim-campaigns-").FullName;
    private EmulatorServer server = null!;
    private CampaignProcess? service;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium}.");
        server = await EmulatorServer.StartAsync(
            new EmulatorServerOptions
            {
                Emulator = new TimEmulatorOptions
                {
                    Latency = new LatencyRange(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)),
                    Faults = [new FaultRule("nobody*", 70107)],
                    StrictIdentifiers = false,
                },
            },
            TestContext.Current.CancellationToken);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
        service?.Dispose();
        if (server is not null)
            await server.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_campaign_that_is_started_on_the_page_shows_its_results_as_they_come()
    {
        var page = await OpenAsync();
        await StartAsync(page, "spring", [.. Enumerable.Range(0, 300).Select(static i => $"user-{i}"), "nobody-1"]);

        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Sending");
        await Assertions.Expect(page.Locator("#sent")).ToHaveTextAsync("300", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Finished");
        await Assertions.Expect(page.Locator("#failed")).ToHaveTextAsync("1");
        await Assertions.Expect(page.Locator("#seen")).ToHaveTextAsync("301");
        await Assertions.Expect(page.Locator("#results .bad")).ToContainTextAsync("nobody-1: 70107");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "spring" })).ToHaveAttributeAsync("aria-current", "true");
        Assert.Equal(300, server.Emulator.MessagesStored);
        if (Environment.GetEnvironmentVariable("RXTIM_SCREENSHOTS") is { Length: > 0 } screenshots)
            await page.ScreenshotAsync(new() { Path = Path.Combine(screenshots, "campaigns.png") });
    }

    [Fact]
    public async Task A_campaign_is_cancelled_by_a_button()
    {
        var page = await OpenAsync();
        await StartAsync(page, "spring", [.. Enumerable.Range(0, 2000).Select(static i => $"user-{i}")]);

        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();

        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Abandoned: by hand", new() { Timeout = 30_000 });
        Assert.InRange(server.Emulator.MessagesStored, 0, 1999);
    }

    [Fact]
    public async Task A_campaign_is_taken_back_by_a_button()
    {
        var page = await OpenAsync();
        await StartAsync(page, "spring", [.. Enumerable.Range(0, 40).Select(static i => $"user-{i}")]);
        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Finished", new() { Timeout = 30_000 });

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();

        await Assertions.Expect(page.Locator("#withdrawn")).ToHaveTextAsync("40", new() { Timeout = 30_000 });
        Assert.Equal(40, await TestHost.WithdrawnAsync(server));
    }

    [Fact]
    public async Task The_page_goes_on_after_the_service_was_killed_and_shows_each_result_once()
    {
        var page = await OpenAsync();
        await StartAsync(page, "spring", [.. Enumerable.Range(0, 600).Select(static i => $"user-{i}")]);
        await TestHost.UntilAsync(() => server.Emulator.MessagesStored > 100);
        var address = service!.Http.BaseAddress!;
        await service.KillAsync();
        service.Dispose();

        service = await CampaignProcess.StartAsync(server, folder, [.. Slowly, "--urls", address.ToString()]);

        await Assertions.Expect(page.Locator("#state")).ToHaveTextAsync("Finished", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("#seen")).ToHaveTextAsync("600", new() { Timeout = 30_000 });
        Assert.All(Enumerable.Range(0, 600), i => Assert.Single(server.Emulator.MessagesTo($"user-{i}")));
    }

    [Fact]
    public async Task A_script_in_an_identifier_shows_as_text_and_never_runs()
    {
        const string attack = "nobody<script>document.title='owned'</script><img src=x onerror=document.title='owned'>";
        var page = await OpenAsync();
        await StartAsync(page, "spring", [attack]);

        await Assertions.Expect(page.Locator("#results li")).ToContainTextAsync(attack);
        Assert.Equal("Campaigns", await page.TitleAsync());
        Assert.Equal(0, await page.Locator("main script, main img").CountAsync());
    }

    private static async Task StartAsync(IPage page, string name, string[] identifiers)
    {
        await page.GetByLabel("Name").FillAsync(name);
        await page.GetByLabel("Text").FillAsync("hello");
        await page.GetByLabel("Identifiers").FillAsync(string.Join('\n', identifiers));
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync(name);
    }

    private async Task<IPage> OpenAsync()
    {
        service = await CampaignProcess.StartAsync(server, folder, Slowly);
        var page = await browser!.NewPageAsync(
            new() { ViewportSize = new() { Width = 1280, Height = 860 }, TimezoneId = "UTC", Locale = "en-GB" });
        await page.GotoAsync(service.Http.BaseAddress!.ToString());
        return page;
    }
}
