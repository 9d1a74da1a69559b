using System.Text.Json;

namespace RxTim.Emulator.Tests.Inbox;

public class CallViewTests
{
    [Fact]
    public async Task A_call_has_its_request_and_its_answer_as_they_were()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
        var body = RawClient.Body("""[ "alice", "bob" ]""", ",\"OfflinePushInfo\":{\"PushFlag\":0}");
        var answer = await running.Client.PostAsync(RawClient.BatchSend, body);

        var call = await running.Client.GetAsync("emulator/calls/1");

        Assert.Equal(body, call.GetProperty("request").GetString());
        Assert.Equal(answer.GetRawText(), call.GetProperty("answer").GetString());
        Assert.Equal(
            ("batchsendmsg", 1, 2, 1, 20009),
            (call.GetProperty("api").GetString(), call.GetProperty("send").GetInt32(), call.GetProperty("identifiers").GetInt32(),
                call.GetProperty("failed").GetInt32(), call.GetProperty("code").GetInt32()));
    }

    [Fact]
    public async Task A_call_that_was_refused_is_there_with_what_it_asked()
    {
        await using var running = await RunningServer.StartAsync();
        var answer = await running.Client.PostAsync(RawClient.BatchSend, """{"To_Account":[]}""");

        var call = await running.Client.GetAsync("emulator/calls/1");

        Assert.Equal(JsonValueKind.Null, call.GetProperty("send").ValueKind);
        Assert.Equal("""{"To_Account":[]}""", call.GetProperty("request").GetString());
        Assert.Equal(answer.GetRawText(), call.GetProperty("answer").GetString());
    }

    [Fact]
    public async Task A_call_in_the_process_has_the_SDKs_JSON()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
        await using var client = new TimClient(running.Server.Emulator.Transport);
        var param = MsgBatchSendParam.Create(Message.Text("hello"), "alice", "bob");
        await client.MsgBatchSendAsync(param, cancellationToken).CountAsync(cancellationToken);

        var call = await running.Client.GetAsync("emulator/calls/1");
        var request = JsonElement.Parse(call.GetProperty("request").GetString()!);
        var answer = JsonElement.Parse(call.GetProperty("answer").GetString()!);

        Assert.Equal("""["alice","bob"]""", request.GetProperty("msg_batch_send_param_identifier_array").GetRawText());
        Assert.Equal([0, 20009], answer.EnumerateArray().SelectMany(static result => result.Numbers("msg_batch_send_result_code")));
    }

    [Fact]
    public async Task A_call_that_is_never_answered_is_there_without_an_answer()
    {
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { Silences = [new SilenceRule("bob")] } });
        var call = running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""["bob"]"""));
        await Eventually.TrueAsync(() => running.Server.Emulator.MessagesStored == 1);

        Assert.Equal(JsonValueKind.Null, (await running.Client.GetAsync("emulator/calls/1")).GetProperty("answer").ValueKind);

        await running.Server.DisposeAsync();
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
    }

    [Fact]
    public async Task A_request_that_is_very_long_is_not_kept_but_its_call_is()
    {
        await using var running = await RunningServer.StartAsync();
        var padding = $",\"Padding\":\"{new string('x', PackedJson.Longest)}\"";
        await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""["alice"]""", padding));

        var call = await running.Client.GetAsync("emulator/calls/1");

        Assert.Equal((1, JsonValueKind.Null), (call.GetProperty("identifiers").GetInt32(), call.GetProperty("request").ValueKind));
    }

    [Fact]
    public async Task Calls_are_filtered_by_send_and_by_failure()
    {
        await using var running = await RunningServer.StartAsync();
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("bob", 20009)] };
        await running.SendAsync(1, "one", ["alice"]);
        await running.SendAsync(2, "two", ["alice"]);
        await running.SendAsync(1, "one", ["bob"]);

        Assert.Equal([3, 2, 1], await IdsAsync(""));
        Assert.Equal([3, 1], await IdsAsync("send=1"));
        Assert.Equal([3], await IdsAsync("failed=1"));
        Assert.Equal([2], await IdsAsync("from=3&limit=1"));

        async Task<List<long>> IdsAsync(string query) =>
            [.. (await running.ListAsync($"calls?{query}")).Select(static call => call.GetProperty("id").GetInt64())];
    }

    [Fact]
    public async Task Without_a_file_older_calls_and_sends_make_room()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { MaxMessagesInMemory = 10 });
        for (var send = 1; send <= 100; send++)
            await running.Client.PostAsync(RawClient.BatchSend, "{");

        var kept = (await running.Client.GetAsync("emulator/calls?limit=500")).GetProperty("calls");

        Assert.InRange(kept.GetArrayLength(), 10, 20);
        Assert.Equal(100, kept[0].GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Without_a_file_older_failures_make_room_and_sends_go_with_the_last_of_them()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { MaxMessagesInMemory = 10 });
        running.Server.Emulator.Faults = new EmulatorFaults { Faults = [new FaultRule("*", 20009)] };
        for (var send = 1; send <= 45; send++)
            await running.SendAsync(send, $"message {send}", Enumerable.Range(send * 500, 500).Select(static number => $"u{number}"));

        var failures = 0;
        for (string? next = ""; next is not null;)
        {
            var page = await running.Client.GetAsync($"emulator/accounts?order=failures&limit=500&from={next}");
            failures += page.GetProperty("accounts").GetArrayLength();
            next = page.GetProperty("next").GetString();
        }
        var sends = (await running.Client.GetAsync("emulator/sends?limit=500")).GetProperty("sends").GetArrayLength();

        Assert.InRange(failures, 10, 10_010);
        Assert.InRange(sends, 10, 22);
    }
}
