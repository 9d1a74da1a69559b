using System.Text.Json;
using Microsoft.Playwright;

namespace RxTim.Emulator.Tests;

public sealed class InboxBrowserTests : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private RunningServer running = null!;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        // A script fits into no identifier of Tencent's.
        running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { StrictIdentifiers = false } });
        if (!File.Exists(Chromium))
            return;
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
        await running.DisposeAsync();
    }

    [Fact]
    public async Task Messages_arrive_without_a_reload_and_faults_that_are_set_show_as_failures()
    {
        var page = await OpenAsync();
        await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""["alice","bob"]"""));

        await page.GetByRole(AriaRole.Button, new() { Name = "alice" }).ClickAsync();
        await Assertions.Expect(page.Locator("#messages .bubble")).ToHaveTextAsync("hello");

        await SendAsync("""["alice"]""", 2, "a second message");
        await Assertions.Expect(page.Locator("#messages .bubble")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#sent")).ToHaveTextAsync("3");

        await page.GetByLabel("Search accounts").FillAsync("bo");
        await Assertions.Expect(page.Locator("#accounts button")).ToHaveCountAsync(1);
        await page.GetByLabel("Search in this conversation").FillAsync("second");
        await Assertions.Expect(page.Locator("#messages > li:visible")).ToHaveCountAsync(1);

        await page.GetByLabel("Identifiers").FillAsync("bob*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rules li")).ToContainTextAsync("bob* fails with 20009");

        await SendAsync("""["alice","bobby"]""", 3, "again");
        await Assertions.Expect(page.Locator("#failed")).ToHaveTextAsync("1");
        await page.GetByLabel("Show").SelectOptionAsync("failed");
        await Assertions.Expect(page.Locator("#feed > li:visible")).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator("#feed > li:visible")).ToContainTextAsync("20009");

        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: bob*" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rules li")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_script_in_a_message_shows_as_text_and_never_runs()
    {
        const string attack = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>";
        var page = await OpenAsync();
        var errors = new List<string>();
        page.Console += (_, message) => errors.Add(message.Text);

        await SendAsync($"[\"{attack}\"]", 1, attack, attack);
        await page.GetByRole(AriaRole.Button, new() { Name = attack }).ClickAsync();

        await Assertions.Expect(page.Locator("#messages .bubble .element")).ToHaveTextAsync(attack);
        await Assertions.Expect(page.Locator("#feed li")).ToContainTextAsync(attack);
        Assert.Equal(0, await page.Locator("#panes script, #panes img").CountAsync());
        Assert.Equal("RxTim emulator inbox", await page.TitleAsync());
        Assert.Empty(errors);
    }

    [Theory]
    [InlineData(1400, 900, ColorScheme.Light)]
    [InlineData(390, 844, ColorScheme.Dark)]
    public async Task Every_kind_of_message_is_shown_and_nothing_is_wider_than_the_screen(int width, int height, ColorScheme scheme)
    {
        var page = await OpenAsync(width, height, scheme);
        await ShowEverythingAsync(page);

        foreach (var text in (string[])["Location", "29.5, 106.2", "Custom", "\"order\": 4711", "report.pdf", "640 × 480", "CloudCustomData", "No. 6"])
            await Assertions.Expect(page.Locator("#messages")).ToContainTextAsync(text);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        if (Environment.GetEnvironmentVariable("RXTIM_SCREENSHOTS") is { Length: > 0 } folder)
            await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"inbox-{width}-{scheme}.png"), FullPage = width < 500 });
    }

    private async Task ShowEverythingAsync(IPage page)
    {
        const string everything = """
            {"MsgType":"TIMTextElem","MsgContent":{"Text":"Your order is on its way 你好 😀"}},
            {"MsgType":"TIMCustomElem","MsgContent":{"Data":"{\"order\":4711,\"items\":[{\"sku\":\"A-1\",\"count\":2}]}","Desc":"order"}},
            {"MsgType":"TIMLocationElem","MsgContent":{"Desc":"Chongqing","Latitude":29.5,"Longitude":106.2}},
            {"MsgType":"TIMImageElem","MsgContent":{"UUID":"a1","ImageInfoArray":[{"Type":1,"Size":123456,"Width":640,"Height":480,"URL":"https://example.com/a.png"}]}},
            {"MsgType":"TIMFaceElem","MsgContent":{"Index":6,"Data":"smile"}},
            {"MsgType":"TIMFileElem","MsgContent":{"Url":"https://example.com/report.pdf","FileSize":52000,"FileName":"report.pdf"}}
            """;
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("dave", 20009), new FaultRule("test*", 70107, 0.25)] };
        await SendAsync("""["alice","bob","carol","dave"]""", 1, "Welcome to the spring sale: everything is half the price until Sunday.", "shop");
        await running.Client.PostAsync(
            RawClient.BatchSend,
            $$"""{"From_Account":"shop","To_Account":["alice"],"MsgRandom":2,"MsgBody":[{{everything}}],"CloudCustomData":"{\"trace\":\"abc\"}"}""");
        await running.Client.PostAsync(
            RawClient.BatchSend, RawClient.Body("""["shop"]""", ",\"From_Account\":\"alice\""));
        await running.Client.PostAsync(RawClient.BatchSend, "{}");
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "alice" }).ClickAsync();
    }

    private async Task<IPage> OpenAsync(int width = 1400, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(browser is null, $"There is no {Chromium}.");
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, TimezoneId = "UTC", Locale = "en-GB" });
        await page.GotoAsync(running.Server.Address.ToString());
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        return page;
    }

    private Task<JsonElement> SendAsync(string accounts, int number, string text, string from = "administrator") =>
        running.Client.PostAsync(
            RawClient.BatchSend,
            $$$"""{"From_Account":"{{{from}}}","To_Account":{{{accounts}}},"MsgRandom":{{{number}}},"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"{{{text}}}"}}]}""");
}
