using Microsoft.Playwright;

namespace RxTim.Cli.Tests;

public sealed class EmulatorTests
{
    private const string Chromium = "/usr/bin/chromium";

    [Fact]
    public async Task Ten_thousand_identifiers_over_REST_have_their_results_and_show_in_the_inbox_without_a_reload()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium}.");
        using var emulator = await EmulatorProcess.StartAsync("--fail", "user*77=70107", "--latency", "20ms");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            Args =
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
        var page = await browser.NewPageAsync(new()
        {
            ViewportSize = new() { Width = 1280, Height = 760 },
            TimezoneId = "UTC",
            Locale = "en-GB",
        });
        await page.GotoAsync(emulator.Address);
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");

        var identifiers = Enumerable.Range(1, 10_000).Select(number => $"user{number}").ToArray();
        var result = await new Cli { Input = Cli.Lines(identifiers) }
            .RunAsync(["send", "--to-file", "-", "--text", "The server restarts at noon. 你好 😀", "--output", "json", .. emulator.Reach]);

        Assert.Equal(ExitCode.SomeNotSent, result.ExitCode);
        Assert.Equal(identifiers.Order(), result.Identifiers.Order());
        Assert.Equal(100, result.Results.Count(one => one.Code == TimErrorCodes.AccountNotFound));
        await Assertions.Expect(page.Locator("#sent")).ToHaveTextAsync("9,900", new() { Timeout = 30_000 });
        await Assertions.Expect(page.Locator("#failed")).ToHaveTextAsync("100", new() { Timeout = 30_000 });

        var send = page.Locator("#view .rows > li");
        await Assertions.Expect(send).ToHaveCountAsync(1);
        await Assertions.Expect(send).ToContainTextAsync("The server restarts at noon. 你好 😀");
        await Assertions.Expect(send).ToContainTextAsync("9,900 sent", new() { Timeout = 30_000 });
        await Assertions.Expect(send).ToContainTextAsync("70107 × 100", new() { Timeout = 30_000 });
    }

    [Fact]
    public async Task It_prints_what_it_made_up_and_a_signal_stops_it()
    {
        using var emulator = await EmulatorProcess.StartAsync();
        Assert.Contains("curl -s 'http://127.0.0.1:", emulator.Banner, StringComparison.Ordinal);
        Assert.Equal(0, await emulator.StopAsync());
    }

    [Fact]
    public async Task What_was_sent_is_still_there_after_the_emulator_was_killed()
    {
        using var folder = new TempFolder();
        var db = folder.PathOf("im.db");
        using (var first = await EmulatorProcess.StartAsync("--db", db))
            Assert.Equal(0, (await new Cli().RunAsync(["send", "--to", "alice", "--text", "kept", .. first.Reach])).ExitCode);

        using var second = await EmulatorProcess.StartAsync("--db", db);
        using var http = new HttpClient();
        var accounts = await http.GetStringAsync($"{second.Address}/emulator/accounts", TestContext.Current.CancellationToken);
        Assert.Contains("alice", accounts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_secret_stops_the_send_with_its_code_and_is_not_shown()
    {
        using var emulator = await EmulatorProcess.StartAsync();
        const string wrong = "a-secret-that-nobody-should-see";
        Environment.SetEnvironmentVariable(emulator.SecretVariable, wrong);
        var result = await new Cli().RunAsync(["send", "--to", "alice", "--text", "hi", .. emulator.Reach]);
        Assert.Equal(ExitCode.Stopped, result.ExitCode);
        Assert.Contains("70009", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(wrong, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said_plainly()
    {
        using var emulator = await EmulatorProcess.StartAsync();
        var result = await new Cli().RunAsync("emulator", "--port", new Uri(emulator.Address).Port.ToString());
        Assert.Equal(ExitCode.Stopped, result.ExitCode);
        Assert.Contains("could not start", result.Error, StringComparison.Ordinal);
    }
}
