using Microsoft.Playwright;

namespace RxTim.Emulator.Tests.Inbox;

/// <summary>The inbox without a mouse.</summary>
public sealed class InboxKeyboardTests : BrowserTest
{
    [Theory]
    [InlineData(390, ColorScheme.Light)]
    [InlineData(390, ColorScheme.Dark)]
    [InlineData(1400, ColorScheme.Light)]
    [InlineData(1400, ColorScheme.Dark)]
    public async Task From_the_sends_to_a_copied_request_and_back_without_a_mouse(int width, ColorScheme scheme)
    {
        await Exhibits.SendAsync(Running);
        var page = await OpenAsync("", width, 844, scheme);
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(4);

        await PressAsync(page, "j", "j", "j", "k");
        await Assertions.Expect(Rows(page).Nth(1).Locator(".row")).ToBeFocusedAsync();
        await PressAsync(page, "Enter");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Send 3");
        await PressAsync(page, "Escape");
        await Assertions.Expect(Rows(page).Nth(1).Locator(".row")).ToBeFocusedAsync();

        await PressAsync(page, "/");
        await page.Keyboard.TypeAsync("spring");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await PressAsync(page, "Escape", "j", "Enter");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Send 1");

        await PressAsync(page, "g", "c");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(5);
        await PressAsync(page, "k", "Enter");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Call 1");
        await Assertions.Expect(page.GetByLabel("Request", new() { Exact = true })).ToContainTextAsync("alice");
        await PressAsync(page, "c");
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Contains("\"alice\"", await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Theory]
    [InlineData("s", "Sends")]
    [InlineData("c", "Calls")]
    [InlineData("a", "Accounts")]
    [InlineData("m", "Messages")]
    [InlineData("f", "Faults")]
    public async Task Two_keys_lead_to_each_view(string key, string title)
    {
        var page = await OpenAsync("#/nowhere");

        await PressAsync(page, "g", key);

        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync(title);
        await Assertions.Expect(page.Locator("#title")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#views [aria-current=page]")).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task Clear_and_help_are_answered_by_keys_and_the_focus_comes_back()
    {
        await Exhibits.SendAsync(Running);
        var page = await OpenAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(4);

        await PressAsync(page, "?");
        await Assertions.Expect(page.Locator("#help")).ToBeVisibleAsync();
        await PressAsync(page, "Escape");
        await Assertions.Expect(page.Locator("#help")).ToBeHiddenAsync();
        await PressAsync(page, "x", "Enter");
        await Assertions.Expect(page.Locator("#clear-dialog")).ToBeHiddenAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(4);
        await PressAsync(page, "x", "Tab", "Enter");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Keys_of_one_letter_can_be_switched_off_for_good()
    {
        var page = await OpenAsync();
        await PressAsync(page, "?");
        await page.GetByLabel("Keys of one letter are on").FocusAsync();
        await PressAsync(page, "Space", "Escape");

        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#connection")).ToHaveTextAsync("Live");
        await PressAsync(page, "g", "c", "?");

        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Sends");
        await Assertions.Expect(page.Locator("#help")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_that_are_typed_into_a_field_stay_in_it()
    {
        var page = await OpenAsync();

        await PressAsync(page, "/");
        await page.Keyboard.TypeAsync("gc?x/jk");

        await Assertions.Expect(page.GetByLabel("Search texts")).ToHaveValueAsync("gc?x/jk");
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Sends");
    }

    [Fact]
    public async Task More_rows_come_by_a_key_and_the_focus_is_on_the_first_of_them()
    {
        for (var send = 1; send <= 60; send++)
            await Running.SendAsync(send, $"message {send}", ["alice"]);
        var page = await OpenAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(50);

        await PressAsync(page, "n");

        await Assertions.Expect(Rows(page)).ToHaveCountAsync(60);
        await Assertions.Expect(Rows(page).Nth(50).Locator(".row")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_row_that_has_the_focus_keeps_it_when_others_arrive()
    {
        await Running.SendAsync(1, "first", ["alice"]);
        var page = await OpenAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await PressAsync(page, "j");

        await Running.SendAsync(2, "second", ["alice"]);

        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "first" })).ToBeFocusedAsync();
    }

    private static async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
            await page.Keyboard.PressAsync(key);
    }
}
