using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests.Inbox;

public class SendViewTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Three_sends_of_many_calls_are_three_rows_with_their_totals()
    {
        await using var running = await RunningServer.StartAsync();
        for (var call = 0; call < 4; call++)
        {
            for (var send = 1; send <= 3; send++)
                await running.SendAsync(send, $"message {send}", Enumerable.Range(call * 100, 100).Select(static number => $"u{number}"));
        }

        var sends = await running.ListAsync("sends");

        Assert.Equal(["message 3", "message 2", "message 1"], sends.Select(static send => send.GetProperty("text").GetString()));
        Assert.All(sends, static send => Assert.Equal((4, 400, 400, 0), Totals(send)));
    }

    [Fact]
    public async Task A_send_says_who_failed_and_with_which_codes()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("a*", 20009), new FaultRule("b*", 70107)] };
        await running.SendAsync(1, "hello", ["a1", "a2", "b1", "c1"]);

        var send = Assert.Single(await running.ListAsync("sends?failed=1"));
        var path = $"sends/{send.GetProperty("id").GetInt64()}";

        Assert.Equal((1, 4, 1, 3), Totals(await running.Client.GetAsync($"emulator/{path}")));
        Assert.Equal([(20009, 2), (70107, 1)], Codes(send));
        Assert.Equal(["a1", "a2", "b1"], await FailuresAsync(running, $"{path}/failures"));
        Assert.Equal(["b1"], await FailuresAsync(running, $"{path}/failures?code=70107"));
        Assert.Equal(["a2"], await FailuresAsync(running, $"{path}/failures?search=A2"));
    }

    [Fact]
    public async Task Who_failed_is_read_in_pages()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("*", 20009)] };
        string[] accounts = [.. Enumerable.Range(100, 120).Select(static number => $"u{number}")];
        await running.SendAsync(1, "hello", accounts);

        var found = new List<string?>();
        for (string? next = ""; next is not null;)
        {
            var page = await running.Client.GetAsync($"emulator/sends/1/failures?from={next}&limit=50");
            found.AddRange(page.GetProperty("failures").EnumerateArray().Select(static failure => failure.GetProperty("to").GetString()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(accounts, found);
    }

    [Fact]
    public async Task An_account_that_a_later_try_reaches_has_not_failed_in_its_send()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
        await running.SendAsync(1, "hello", ["alice", "bob"]);
        await running.SendAsync(1, "hello", ["bob"]);
        running.Server.Emulator.Faults = new EmulatorFaults();
        await running.SendAsync(1, "hello", ["bob"]);

        var send = await running.Client.GetAsync("emulator/sends/1");
        var failure = Assert.Single(await running.ListAsync("account/failures?id=bob"));

        Assert.Equal((3, 4, 2, 0), Totals(send));
        Assert.Empty(await FailuresAsync(running, "sends/1/failures"));
        Assert.Equal((2, true), (failure.GetProperty("tries").GetInt32(), failure.GetProperty("settled").GetBoolean()));
    }

    [Fact]
    public async Task An_account_that_always_fails_is_found_and_its_failures_lead_to_their_sends_and_calls()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("dave", 20009), new FaultRule("erin", 20009)] };
        await running.SendAsync(1, "first", ["alice", "dave", "erin"]);
        await running.SendAsync(2, "second", ["alice", "dave"]);

        var accounts = await running.ListAsync("accounts?order=failures");
        var failures = await running.ListAsync("account/failures?id=dave");

        Assert.Equal(["dave", "erin"], accounts.Texts("id"));
        Assert.Equal([0, 2, 0, 1], accounts.SelectMany(static account => account.Numbers("messages", "failures")));
        Assert.Equal([(2, 2, "second"), (1, 1, "first")], failures.Select(static failure => (
            failure.GetProperty("send").GetInt32(), failure.GetProperty("call").GetInt32(), failure.GetProperty("text").GetString())));
        foreach (var order in (string[])["latest", "name"])
            Assert.Contains("dave", (await running.Client.GetAsync($"emulator/accounts?order={order}")).GetRawText());
    }

    [Fact]
    public async Task A_message_to_an_account_that_does_not_exist_is_a_failure_of_that_account()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { StrictAccounts = true });
        var code = await running.Client.CodeAsync("v4/openim/sendmsg", RawClient.Body("\"nobody\""));

        var failure = Assert.Single(await running.ListAsync("account/failures?id=nobody"));

        Assert.Equal(code, failure.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Sends_are_filtered_by_text_and_by_time()
    {
        var time = new FakeTimeProvider(Start);
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Emulator = new() { TimeProvider = time } });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: Start);
        await running.SendAsync(1, "spring", ["alice"]);
        time.Advance(TimeSpan.FromMinutes(1));
        await running.SendAsync(2, "summer", ["alice"]);
        time.Advance(TimeSpan.FromMinutes(1));
        await running.SendAsync(3, "autumn", ["alice"]);

        Assert.Equal(["summer"], await TextsAsync("search=SUM"));
        Assert.Equal(["autumn", "summer"], await TextsAsync("since=2026-01-31T12:01:00Z"));
        Assert.Equal(["spring"], await TextsAsync($"until={Start.ToUnixTimeMilliseconds()}"));
        Assert.Equal(["summer"], await TextsAsync("since=2026-01-31T12:00:30Z&until=2026-01-31T12:01:30Z"));

        async Task<List<string?>> TextsAsync(string query) =>
            [.. (await running.ListAsync($"sends?{query}")).Select(static send => send.GetProperty("text").GetString())];
    }

    [Fact]
    public async Task Sends_are_read_in_pages_and_each_is_there_once()
    {
        await using var running = await RunningServer.StartAsync();
        for (var send = 1; send <= 25; send++)
            await running.SendAsync(send, $"message {send}", ["alice"]);

        var ids = new List<long>();
        for (string? next = ""; next is not null;)
        {
            var page = await running.Client.GetAsync($"emulator/sends?limit=10&from={next}");
            ids.AddRange(page.GetProperty("sends").EnumerateArray().Select(static send => send.GetProperty("id").GetInt64()));
            next = page.GetProperty("next").GetString();
        }

        Assert.Equal(Enumerable.Range(1, 25).Reverse().Select(static id => (long)id), ids);
    }

    [Fact]
    public async Task The_same_random_with_another_text_is_another_send()
    {
        await using var running = await RunningServer.StartAsync();
        await running.SendAsync(7, "one", ["alice"]);
        await running.SendAsync(7, "two", ["bob"]);
        await running.SendAsync(7, "one", ["carol"]);

        var sends = await running.ListAsync("sends");

        Assert.Equal(["two", "one"], sends.Texts("text"));
        Assert.Equal([1, 2], sends.SelectMany(static send => send.Numbers("sent")));
    }

    [Fact]
    public async Task A_client_in_the_process_and_one_over_HTTP_each_have_one_send_for_a_message_to_many()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var running = await RunningServer.StartAsync();
        await using var client = new TimClient(running.Server.Emulator.Transport, new TimClientOptions { IdentifiersPerCall = 10 });
        string[] many = [.. Enumerable.Range(0, 35).Select(static number => $"u{number}")];
        var param = MsgBatchSendParam.Create(Message.Text("inside"), many);
        await client.MsgBatchSendAsync(param, cancellationToken).CountAsync(cancellationToken);

        var send = Assert.Single(await running.ListAsync("sends"));

        Assert.Equal((4, 35, 35, 0), Totals(send));
        Assert.Equal("in process", send.GetProperty("via").GetString());
        Assert.Equal(35, (await running.Client.GetAsync("emulator/messages?send=1")).GetProperty("messages").GetArrayLength());
    }

    [Theory]
    [InlineData("emulator/sends/2", HttpStatusCode.NotFound)]
    [InlineData("emulator/sends/x", HttpStatusCode.NotFound)]
    [InlineData("emulator/sends/-1", HttpStatusCode.NotFound)]
    [InlineData("emulator/sends?from=x", HttpStatusCode.BadRequest)]
    [InlineData("emulator/sends?since=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("emulator/sends?limit=501", HttpStatusCode.BadRequest)]
    [InlineData("emulator/sends?failed=yes", HttpStatusCode.BadRequest)]
    [InlineData("emulator/accounts?order=age", HttpStatusCode.BadRequest)]
    [InlineData("emulator/calls/9", HttpStatusCode.NotFound)]
    [InlineData("emulator/messages/9", HttpStatusCode.NotFound)]
    [InlineData("emulator/export?until=x", HttpStatusCode.BadRequest)]
    public async Task What_is_not_there_and_what_is_no_filter_is_said(string path, HttpStatusCode status)
    {
        await using var running = await RunningServer.StartAsync();

        using var response = await running.Client.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.NotEmpty(JsonElement.Parse(answer).GetProperty("ErrorInfo").GetString()!);
    }

    private static (int Calls, int Asked, int Sent, int Failed) Totals(JsonElement send) => (
        send.GetProperty("calls").GetInt32(),
        send.GetProperty("asked").GetInt32(),
        send.GetProperty("sent").GetInt32(),
        send.GetProperty("failed").GetInt32());

    private static List<(int Code, int Accounts)> Codes(JsonElement send) =>
        [.. send.GetProperty("codes").EnumerateArray()
            .Select(static code => code.Numbers("code", "accounts")).Select(static numbers => (numbers[0], numbers[1]))];

    private static async Task<List<string?>> FailuresAsync(RunningServer running, string path) =>
        [.. (await running.ListAsync(path)).Texts("to")];
}
