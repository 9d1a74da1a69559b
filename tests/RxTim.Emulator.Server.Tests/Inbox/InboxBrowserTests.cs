using System.Text.Json;
using Microsoft.Playwright;

namespace RxTim.Emulator.Tests.Inbox;

public sealed class InboxBrowserTests : BrowserTest
{
    [Fact]
    public async Task Three_sends_of_many_are_three_rows_that_arrive_and_grow_without_a_reload()
    {
        var page = await OpenAsync();
        await Assertions.Expect(page.GetByText("No sends.")).ToBeVisibleAsync();
        for (var send = 1; send <= 3; send++)
            await Running.SendAsync(send, $"message {send}", Enumerable.Range(0, 500).Select(static number => $"u{number}"));
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(3);
        await Assertions.Expect(Rows(page).First).ToContainTextAsync("500 sent");

        await Running.SendAsync(3, "message 3", Enumerable.Range(500, 500).Select(static number => $"u{number}"));

        await Assertions.Expect(Rows(page).First).ToContainTextAsync("1,000 sent");
        await Assertions.Expect(Rows(page).First).ToContainTextAsync("2 calls");
        await Assertions.Expect(page.Locator("#sent")).ToHaveTextAsync("2,000");
    }

    [Fact]
    public async Task From_a_failed_send_the_way_leads_to_its_codes_its_accounts_and_their_calls_and_Back_leads_back()
    {
        Running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("dave", 20009)] };
        await Running.SendAsync(1, "first", ["alice", "dave"]);
        await Running.SendAsync(2, "second", ["alice", "dave"]);
        var page = await OpenAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "second" }).ClickAsync();
        await Assertions.Expect(page.Locator(".codes")).ToContainTextAsync("20009 1 account");
        await page.GetByRole(AriaRole.Link, new() { Name = "dave" }).ClickAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("dave");
        await page.GetByRole(AriaRole.Link, new() { Name = "Failures" }).ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Link, new() { Name = "call #1" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Request", new() { Exact = true })).ToContainTextAsync("\"dave\"");

        for (var step = 0; step < 3; step++)
            await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Send 2");
        await page.GoBackAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync("Sends");
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "second" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_filter_stands_in_the_address_and_holds_after_a_reload()
    {
        Running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("dave", 20009)] };
        await Running.SendAsync(1, "spring", ["alice"]);
        await Running.SendAsync(2, "summer", ["dave"]);
        var page = await OpenAsync();

        await page.GetByLabel("Search texts").FillAsync("spr");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await page.ReloadAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await Assertions.Expect(page.GetByLabel("Search texts")).ToHaveValueAsync("spr");

        await page.GetByLabel("Search texts").FillAsync("");
        await page.GetByLabel("With failures").CheckAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
        await Assertions.Expect(Rows(page)).ToContainTextAsync("summer");

        await page.GetByLabel("With failures").UncheckAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);
        await page.GetByText("Time", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2099-01-01T00:00:10");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(0);
        Assert.Contains("since=2099-01-01T00%3A00%3A10", page.Url);
    }

    [Fact]
    public async Task Who_failed_in_a_large_send_is_searched_and_read_on()
    {
        Running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("*", 20009)] };
        await Running.SendAsync(1, "hello", Enumerable.Range(100, 130).Select(static number => $"u{number}"));
        var page = await OpenAsync("#/sends/1");

        await Assertions.Expect(Rows(page)).ToHaveCountAsync(50);
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(100);
        await Running.SendAsync(2, "again", ["someone"]);
        await Assertions.Expect(page.Locator("#failed")).ToHaveTextAsync("131");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(100);
        await page.GetByLabel("Search who failed").FillAsync("u22");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(10);
    }

    [Fact]
    public async Task The_JSON_of_a_call_and_of_a_message_is_copied_as_it_came()
    {
        var body = RawClient.Body("""["alice","bob"]""", ",\"MsgSeq\":4294967295");
        await Running.Client.PostAsync(RawClient.BatchSend, body);
        var page = await OpenAsync("#/calls/1");

        await page.GetByRole(AriaRole.Button, new() { Name = "Copy: Request" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        Assert.Equal(body, await page.EvaluateAsync<string>("navigator.clipboard.readText()"));

        await GoAsync(page, "#/messages/1");
        await page.GetByRole(AriaRole.Button, new() { Name = "Copy: JSON of the message" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Copied", new() { Exact = true })).ToBeVisibleAsync();
        var message = JsonElement.Parse(await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        Assert.Equal(("alice", 4294967295), (message.GetProperty("To_Account").GetString(), message.GetProperty("MsgSeq").GetInt64()));
    }

    [Fact]
    public async Task Clear_asks_first()
    {
        await Running.SendAsync(1, "hello", ["alice"]);
        var page = await OpenAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep all" }).ClickAsync();
        await Assertions.Expect(page.Locator("#clear-dialog")).ToBeHiddenAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);

        await page.GetByRole(AriaRole.Button, new() { Name = "Clear…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear all" }).ClickAsync();
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#sent")).ToHaveTextAsync("0");

        await Running.SendAsync(2, "after", ["alice"]);
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_messages_of_a_filter_are_exported()
    {
        await Running.SendAsync(1, "one", ["alice", "bob"]);
        await Running.SendAsync(2, "two", ["alice"]);
        var page = await OpenAsync("#/messages");
        await page.GetByLabel("Send", new() { Exact = true }).FillAsync("1");
        await Assertions.Expect(Rows(page)).ToHaveCountAsync(2);

        var export = page.GetByRole(AriaRole.Link, new() { Name = "Export as NDJSON" });
        var download = await page.RunAndWaitForDownloadAsync(() => export.ClickAsync());

        Assert.Equal("messages.ndjson", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(["bob", "alice"], lines.Select(static line => JsonElement.Parse(line).GetProperty("To_Account").GetString()));
    }

    [Fact]
    public async Task Faults_that_are_set_show_as_failures()
    {
        var page = await OpenAsync("#/faults");
        await page.GetByLabel("Identifiers").FillAsync("bob*");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add rule" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rules li")).ToContainTextAsync("bob* fails with 20009");

        await Running.SendAsync(3, "again", ["alice", "bobby"]);
        await Assertions.Expect(page.Locator("#failed")).ToHaveTextAsync("1");
        await GoAsync(page, "#/calls?failed=1");
        await Assertions.Expect(Rows(page)).ToContainTextAsync("20009");

        await GoAsync(page, "#/faults");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: bob*" }).ClickAsync();
        await Assertions.Expect(page.Locator("#rules li")).ToHaveCountAsync(0);
        Assert.Empty(Running.Server.Emulator.Faults.Faults);
    }

    [Fact]
    public async Task A_script_in_a_message_or_an_identifier_shows_as_text_in_every_view_and_never_runs()
    {
        const string attack = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>\"'&#/?</a>";
        Running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("*fails", 20009)] };
        await Running.SendAsync(1, attack, [attack, attack + "fails"], attack);
        await Running.Client.PostAsync($"v4/{Uri.EscapeDataString(attack)}", attack);
        var page = await OpenAsync();
        var account = Uri.EscapeDataString(attack);
        string[] views =
        [
            "#/sends", "#/sends/1", "#/sends/1?tab=received", "#/sends/1?tab=message", "#/calls", "#/calls/1", "#/calls/2", "#/accounts",
            $"#/account?id={account}", $"#/account?id={account}fails&tab=failures", "#/messages", "#/messages/1",
        ];
        foreach (var view in views)
        {
            await GoAsync(page, view);
            await Assertions.Expect(page.Locator("main")).ToContainTextAsync("<img src=x onerror");
            Assert.Equal(0, await page.Locator("main script, main img").CountAsync());
        }

        await page.GetByRole(AriaRole.Link, new() { Name = attack, Exact = true }).Last.ClickAsync();
        await Assertions.Expect(page.Locator("#title")).ToHaveTextAsync(attack);
        Assert.DoesNotContain("owned", (await page.TitleAsync()).Replace(attack, "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_kind_of_message_is_shown()
    {
        await Exhibits.SendAsync(Running);
        var page = await OpenAsync("#/account?id=alice");

        string[] texts =
            ["Location", "29.5, 106.2", "Custom", "\"order\": 4711", "report.pdf", "640 × 480", "CloudCustomData", "No. 6", "withdrawn"];
        foreach (var text in texts)
            await Assertions.Expect(page.Locator("#view")).ToContainTextAsync(text);
    }

    [Fact]
    public async Task What_is_not_kept_any_longer_is_said()
    {
        var page = await OpenAsync("#/sends/77");

        await Assertions.Expect(page.GetByText("This is not kept")).ToBeVisibleAsync();
    }
}
