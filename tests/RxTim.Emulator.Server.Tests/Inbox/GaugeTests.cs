using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;

namespace RxTim.Emulator.Tests.Inbox;

public sealed class GaugeTests : BrowserTest
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    private protected override EmulatorServerOptions Options => RunningServer.Options with
    {
        CallsPerSecond = EmulatorServerOptions.DocumentedCallsPerSecond,
        MessagesPerMinute = EmulatorServerOptions.DocumentedMessagesPerMinute,
        Emulator = new TimEmulatorOptions { TimeProvider = time },
    };

    [Fact]
    public async Task The_gauges_show_the_calls_of_a_second_and_the_recipients_of_a_minute()
    {
        for (var send = 1; send <= 3; send++)
            await Running.SendAsync(send, "hello", Enumerable.Range(0, 100).Select(static number => $"u{number}"));
        var page = await OpenAsync();

        await Assertions.Expect(page.Locator("#calls-rate")).ToContainTextAsync("3 of 200");
        await Assertions.Expect(page.Locator("#messages-rate")).ToContainTextAsync("300 of 12,000");

        time.Advance(TimeSpan.FromSeconds(1));
        await Assertions.Expect(page.Locator("#calls-rate")).ToContainTextAsync("0 of 200");
        await Assertions.Expect(page.Locator("#messages-rate")).ToContainTextAsync("300 of 12,000");
        Assert.Equal(300, await page.GetByLabel("Recipients in the last minute").EvaluateAsync<int>("meter => meter.value"));
    }
}
