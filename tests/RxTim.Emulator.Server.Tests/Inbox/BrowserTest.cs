using Microsoft.Playwright;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>A server, and a real browser that looks at its inbox. What the page's scripts complain about fails the test.</summary>
public abstract class BrowserTest : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    // A busy machine is no failure: what is waited for comes, or the test ends with its cause.
    private const int Patience = 60_000;

    private readonly List<string> complaints = [];
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A script fits into no identifier of Tencent's, so any is taken.</summary>
    private protected virtual EmulatorServerOptions Options { get; } =
        RunningServer.Options with { Emulator = new TimEmulatorOptions { StrictIdentifiers = false } };

    private protected RunningServer Running { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Running = await RunningServer.StartAsync(Options);
        if (!File.Exists(Chromium))
            return;
        Assertions.SetDefaultExpectTimeout(Patience);
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
        await Running.DisposeAsync();
        Assert.Empty(complaints);
        GC.SuppressFinalize(this);
    }

    private protected async Task<IPage> OpenAsync(
        string view = "",
        int width = 1400,
        int height = 900,
        ColorScheme scheme = ColorScheme.Light,
        ReducedMotion motion = ReducedMotion.Reduce)
    {
        Assert.SkipWhen(browser is null, $"There is no {Chromium}.");
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = motion,
            TimezoneId = "UTC",
            Locale = "en-GB",
            Permissions = ["clipboard-read", "clipboard-write"],
        });
        page.SetDefaultTimeout(Patience);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            // The browser itself notes each answer that is no success.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                complaints.Add(message.Text);
        };
        await page.GotoAsync($"{Running.Server.Address}{view}");
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        return page;
    }

    /// <summary>Goes to another view of the same page.</summary>
    private protected static Task GoAsync(IPage page, string view) => page.EvaluateAsync("view => { location.hash = view; }", view);

    /// <summary>The rows of the list that is shown.</summary>
    private protected static ILocator Rows(IPage page) => page.Locator("#view .rows > li");
}
