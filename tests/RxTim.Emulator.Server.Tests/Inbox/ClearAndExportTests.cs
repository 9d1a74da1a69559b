using System.Net;
using System.Text.Json;

namespace RxTim.Emulator.Tests.Inbox;

public class ClearAndExportTests
{
    [Fact]
    public async Task A_message_has_its_JSON_as_the_history_has_it()
    {
        await using var running = await RunningServer.StartAsync();
        var sent = await running.SendAsync(18, "你好 😀", ["alice"]);

        var message = await running.Client.GetAsync("emulator/messages/1");
        var json = JsonElement.Parse(message.GetProperty("json").GetString()!);

        Assert.Equal(sent.GetProperty("MsgKey").GetString(), json.GetProperty("MsgKey").GetString());
        Assert.Equal(("alice", 18), (json.GetProperty("To_Account").GetString(), json.GetProperty("MsgRandom").GetInt32()));
        Assert.Equal("你好 😀", json.GetProperty("MsgBody")[0].GetProperty("MsgContent").GetProperty("Text").GetString());
    }

    [Fact]
    public async Task Messages_are_exported_as_lines_of_JSON_latest_first()
    {
        await using var running = await RunningServer.StartAsync();
        await running.SendAsync(1, "one", Enumerable.Range(0, 500).Select(static number => $"u{number}"));
        await running.SendAsync(1, "one", Enumerable.Range(500, 500).Select(static number => $"u{number}"));
        await running.SendAsync(2, "two\r\nlines", ["u7"]);

        Assert.Equal(1_001, (await ExportAsync(running, "")).Count);
        Assert.Equal(1_000, (await ExportAsync(running, "?send=1")).Count);
        Assert.Equal(["two\r\nlines", "one"], (await ExportAsync(running, "?account=u7")).Select(Text));
        Assert.Empty(await ExportAsync(running, "?until=2000-01-01T00:00:00Z"));
    }

    [Fact]
    public async Task Clear_takes_messages_sends_calls_and_failures_and_leaves_accounts()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
        await running.Client.PostAsync("v4/im_open_login_svc/account_import", """{"UserID":"zoe","Nick":"Zoe"}""");
        await running.SendAsync(1, "one", ["alice", "bob"]);

        using var cleared = await running.ClearAsync();
        await running.SendAsync(2, "two", ["alice"]);

        Assert.Equal(HttpStatusCode.OK, cleared.StatusCode);
        Assert.Equal(["two"], (await running.ListAsync("sends")).Texts("text"));
        Assert.Single(await running.ListAsync("calls"));
        Assert.Empty(await running.ListAsync("accounts?order=failures"));
        Assert.Equal("Zoe", (await running.Client.GetAsync("emulator/account?id=zoe")).GetProperty("nick").GetString());
        var state = await running.Client.GetAsync("emulator/state");
        Assert.Equal([1, 1, 0], state.Numbers("calls", "sent", "failed"));
    }

    [Fact]
    public async Task A_repeat_of_a_message_that_was_cleared_is_still_a_repeat()
    {
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { RepeatWindow = TimeSpan.FromHours(1) } });
        await running.SendAsync(1, "one", ["alice"]);
        using var cleared = await running.ClearAsync();

        Assert.Equal(0, (await running.SendAsync(1, "one", ["alice"])).GetProperty("ErrorCode").GetInt32());

        Assert.Empty(await running.ListAsync("messages"));
        Assert.Equal(1, running.Server.Emulator.RepeatsDropped);
    }

    private static string? Text(JsonElement message) =>
        message.GetProperty("MsgBody")[0].GetProperty("MsgContent").GetProperty("Text").GetString();

    private static async Task<List<JsonElement>> ExportAsync(RunningServer running, string query)
    {
        var address = new Uri($"emulator/export{query}", UriKind.Relative);
        using var response = await running.Client.Http.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition!.DispositionType);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonElement.Parse(line))];
    }
}
