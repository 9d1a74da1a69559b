using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class SendCallTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    [Fact]
    public async Task A_batch_is_answered_with_the_key_of_its_message_and_names_nobody_who_got_it()
    {
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { TimeProvider = new FakeTimeProvider(Start) } });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: Start);

        var answer = await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""["alice","bob"]""", ",\"MsgSeq\":5"));

        Assert.Equal("""{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","MsgKey":"5_7_1700000000","MsgId":"administrator-1700000000-7"}""", answer.GetRawText());
        Assert.Equal(["alice", "bob"], running.Server.Emulator.Messages.Select(static message => message.Receiver));
    }

    [Fact]
    public async Task Only_those_who_failed_are_named_and_the_code_is_0_if_anybody_got_it()
    {
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { Faults = [new FaultRule("bob", 20009)] } });

        var some = await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""["alice","bob","carol"]"""));
        var none = await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""["bob"]"""));

        Assert.Equal(0, some.GetProperty("ErrorCode").GetInt32());
        Assert.Equal("""[{"To_Account":"bob","ErrorCode":20009}]""", some.GetProperty("ErrorList").GetRawText());
        Assert.Equal(("FAIL", 20009), (none.GetProperty("ActionStatus").GetString(), none.GetProperty("ErrorCode").GetInt32()));
        Assert.False(none.TryGetProperty("MsgKey", out _));
    }

    [Fact]
    public async Task A_repeat_is_answered_like_the_first_and_not_stored_again()
    {
        var time = new FakeTimeProvider(Start);
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { TimeProvider = time } });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: Start);
        var body = RawClient.Body("""["alice"]""");

        var first = await running.Client.PostAsync(RawClient.BatchSend, body);
        var repeat = await running.Client.PostAsync(RawClient.BatchSend, body);
        Assert.Equal(first.GetRawText(), repeat.GetRawText());
        Assert.Equal((1, 1), (running.Server.Emulator.MessagesStored, running.Server.Emulator.RepeatsDropped));

        time.Advance(TimeSpan.FromSeconds(1));
        await running.Client.PostAsync(RawClient.BatchSend, body);
        Assert.Equal(2, running.Server.Emulator.MessagesStored);
    }

    [Fact]
    public async Task A_message_to_one_is_dropped_as_a_repeat_within_two_minutes_if_it_says_the_same()
    {
        var time = new FakeTimeProvider(Start);
        await using var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { TimeProvider = time } });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: Start);
        var body = RawClient.Body("\"alice\"");

        var first = await running.Client.PostAsync("v4/openim/sendmsg", body);
        await running.Client.PostAsync("v4/openim/sendmsg", body.Replace("hello", "hello again"));
        Assert.Equal((2, 0), (running.Server.Emulator.MessagesStored, running.Server.Emulator.RepeatsDropped));

        time.Advance(TimeSpan.FromMilliseconds(119_999));
        var repeat = await running.Client.PostAsync("v4/openim/sendmsg", body);
        Assert.Equal(first.GetRawText(), repeat.GetRawText());
        Assert.Equal((2, 1), (running.Server.Emulator.MessagesStored, running.Server.Emulator.RepeatsDropped));

        time.Advance(TimeSpan.FromMilliseconds(1));
        await running.Client.PostAsync("v4/openim/sendmsg", body);
        Assert.Equal(3, running.Server.Emulator.MessagesStored);
    }

    [Fact]
    public async Task A_message_to_one_is_answered_with_its_time_and_key()
    {
        await using var running = await RunningServer.StartAsync();

        var answer = await running.Client.PostAsync("v4/openim/sendmsg", RawClient.Body("\"alice\"", ",\"From_Account\":\"carol\""));

        var time = answer.GetProperty("MsgTime").GetInt64();
        Assert.EndsWith($"_7_{time}", answer.GetProperty("MsgKey").GetString());
        Assert.Equal(("carol", "alice"), running.Server.Emulator.Messages.Select(static m => (m.Sender, m.Receiver)).Single());
    }

    [Theory]
    [InlineData("""{"MsgType":"TIMTextElem","MsgContent":{"Text":"你好 😀 \u0000"}}""")]
    [InlineData("""{"MsgType":"TIMCustomElem","MsgContent":{"Data":"{\"k\":1}","Desc":"d","Ext":"e","Sound":"s"}}""")]
    [InlineData("""{"MsgType":"TIMFaceElem","MsgContent":{"Index":6,"Data":"abc"}}""")]
    [InlineData("""{"MsgType":"TIMLocationElem","MsgContent":{"Desc":"here","Latitude":29.5,"Longitude":-1e2}}""")]
    [InlineData("""{"MsgType":"TIMImageElem","MsgContent":{"UUID":"u","ImageFormat":1,"ImageInfoArray":[{"Type":1,"Size":9,"Width":2,"Height":3,"URL":"http://x"}]}}""")]
    [InlineData("""{"MsgType":"TIMSoundElem","MsgContent":{"Url":"u","UUID":"i","Size":1,"Second":2,"Download_Flag":2}}""")]
    [InlineData("""{"MsgType":"TIMFileElem","MsgContent":{"Url":"u","UUID":"i","FileSize":1,"FileName":"n","Download_Flag":2}}""")]
    [InlineData("""{"MsgType":"TIMVideoFileElem","MsgContent":{"VideoUrl":"u","VideoUUID":"i","VideoSize":1,"ThumbUrl":"t","ThumbWidth":4}}""")]
    public async Task Every_element_is_kept_as_it_came_and_is_a_message_of_the_SDK_too(string element)
    {
        await using var running = await RunningServer.StartAsync();
        var body = $$"""{"To_Account":["alice"],"MsgRandom":1,"MsgBody":[{{element}}],"CloudCustomData":"cloud"}""";

        await running.Client.PostAsync(RawClient.BatchSend, body);

        var history = await running.Client.PostAsync(
            "v4/openim/admin_getroammsg",
            """{"Operator_Account":"alice","Peer_Account":"administrator","MaxCnt":10,"MinTime":0,"MaxTime":4294967295}""");
        var kept = Assert.Single(history.GetProperty("MsgList").EnumerateArray());
        Assert.Equal($"[{element}]", kept.GetProperty("MsgBody").GetRawText());
        Assert.Equal("cloud", kept.GetProperty("CloudCustomData").GetString());
        var message = Assert.Single(running.Server.Emulator.Messages).Message;
        Assert.Equal("cloud", message.CloudCustomStr);
        var elements = ElementForms.ToRest(message).MsgBody.ToArray();
        Assert.Equal(
            JsonElement.Parse(elements)[0].GetProperty("MsgType").GetString(), JsonElement.Parse(element).GetProperty("MsgType").GetString());
    }

    [Fact]
    public async Task What_the_process_itself_sends_is_in_the_same_store()
    {
        await using var running = await RunningServer.StartAsync();

        var result = Assert.Single(await running.Server.Emulator.SendAsync(Message.Text("from inside"), "alice"));

        Assert.True(result.IsSuccess);
        var page = await running.Client.GetAsync("emulator/messages?account=alice");
        var message = Assert.Single(page.GetProperty("messages").EnumerateArray());
        Assert.Equal("from inside", message.GetProperty("body")[0].GetProperty("MsgContent").GetProperty("Text").GetString());
    }

    [Fact]
    public async Task The_curl_line_is_a_call_that_works()
    {
        await using var running = await RunningServer.StartAsync(RunningServer.Options with { Admin = "it's me" });
        var parts = running.Server.Curl.Split('\'');

        Assert.Equal(("curl -s ", " -d ", ""), (parts[0], parts[2], parts[4]));
        Assert.Equal(0, await running.Client.CodeAsync(RawClient.BatchSend, parts[3], new Uri(parts[1]).Query[1..]));
    }
}
