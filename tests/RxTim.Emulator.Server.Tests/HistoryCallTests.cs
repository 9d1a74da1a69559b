using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace RxTim.Emulator.Tests;

public class HistoryCallTests
{
    private const string Path = "v4/openim/admin_getroammsg";

    [Fact]
    public async Task Both_directions_come_in_order_and_in_pages_that_go_back_in_time()
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));
        await using var running = await StartAsync(time);
        for (var i = 0; i < 5; i++)
        {
            var (from, to) = i % 2 == 0 ? ("alice", "bob") : ("bob", "alice");
            await SendAsync(running, from, to, i);
            time.Advance(TimeSpan.FromSeconds(i % 2));
        }
        await SendAsync(running, "carol", "bob", 9);

        var latest = await running.Client.PostAsync(Path, Ask("bob", "alice", 3));
        var last = latest.GetProperty("LastMsgKey").GetString();
        var earlier = await running.Client.PostAsync(
            Path, Ask("bob", "alice", 3, latest.GetProperty("LastMsgTime").GetInt64(), $",\"LastMsgKey\":\"{last}\""));

        Assert.Equal((0, 3), (latest.GetProperty("Complete").GetInt32(), latest.GetProperty("MsgCnt").GetInt32()));
        Assert.Equal((1, 2), (earlier.GetProperty("Complete").GetInt32(), earlier.GetProperty("MsgCnt").GetInt32()));
        Assert.Equal(["0", "1", "2", "3", "4"], Texts(earlier).Concat(Texts(latest)));
    }

    [Fact]
    public async Task A_message_that_is_not_synced_to_its_sender_is_in_the_receivers_history_only()
    {
        await using var running = await StartAsync(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        await SendAsync(running, "alice", "bob", 1, ",\"SyncOtherMachine\":2");
        await SendAsync(running, "alice", "bob", 2, ",\"OnlineOnlyFlag\":1");
        await SendAsync(running, "alice", "bob", 3, ",\"SyncOtherMachine\":1");

        Assert.Equal(["1", "3"], Texts(await running.Client.PostAsync(Path, Ask("bob", "alice", 9))));
        Assert.Equal(["3"], Texts(await running.Client.PostAsync(Path, Ask("alice", "bob", 9))));
    }

    [Fact]
    public async Task A_page_ends_at_13_kB_and_the_older_names_of_the_accounts_do_too()
    {
        await using var running = await StartAsync(new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)));
        for (var i = 0; i < 3; i++)
            await SendAsync(running, "alice", "bob", i, text: new string('x', 6_000));

        var page = await running.Client.PostAsync(
            Path, """{"From_Account":"bob","To_Account":"alice","MaxCnt":100,"MinTime":0,"MaxTime":4294967295}""");

        Assert.Equal((0, 2), (page.GetProperty("Complete").GetInt32(), page.GetProperty("MsgCnt").GetInt32()));
    }

    [Theory]
    [InlineData("{}", 90008)]
    [InlineData("""{"Operator_Account":"a"}""", 90003)]
    [InlineData("""{"Operator_Account":"a","Peer_Account":"b","MaxCnt":"1","MinTime":0,"MaxTime":1}""", 90001)]
    [InlineData("""{"Operator_Account":"a","Peer_Account":"b","MaxCnt":0,"MinTime":0,"MaxTime":1}""", 90001)]
    [InlineData("""{"Operator_Account":"a","Peer_Account":"b","MaxCnt":1,"MinTime":2,"MaxTime":1}""", 90001)]
    [InlineData("""{"Operator_Account":"a","Peer_Account":"b","MaxCnt":1,"MinTime":0,"MaxTime":1,"LastMsgKey":"x"}""", 90001)]
    [InlineData("""{"Operator_Account":"gone","Peer_Account":"b","MaxCnt":1,"MinTime":0,"MaxTime":1}""", 90048)]
    public async Task What_is_asked_wrongly_is_refused_with_its_code(string body, int code)
    {
        await using var running = await RunningServer.StartAsync();
        await running.Client.PostAsync("v4/im_open_login_svc/account_delete", """{"DeleteItem":[{"UserID":"gone"}]}""");

        Assert.Equal(code, await running.Client.CodeAsync(Path, body));
    }

    private static async Task<RunningServer> StartAsync(FakeTimeProvider time)
    {
        var running = await RunningServer.StartAsync(
            RunningServer.Options with { Emulator = new TimEmulatorOptions { TimeProvider = time } });
        running.Client.Sig = RawClient.UserSigOf("administrator", now: time.GetUtcNow());
        return running;
    }

    private static Task<JsonElement> SendAsync(RunningServer running, string from, string to, int number, string rest = "", string? text = null) =>
        running.Client.PostAsync(
            RawClient.BatchSend,
            $$$"""{"From_Account":"{{{from}}}","To_Account":["{{{to}}}"],"MsgRandom":{{{number}}},"MsgSeq":{{{number + 1}}},"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"{{{text ?? $"{number}"}}}"}}]{{{rest}}}}""");

    private static string Ask(string user, string peer, int most, long until = uint.MaxValue, string rest = "") =>
        $$"""{"Operator_Account":"{{user}}","Peer_Account":"{{peer}}","MaxCnt":{{most}},"MinTime":0,"MaxTime":{{until}}{{rest}}}""";

    private static IEnumerable<string?> Texts(JsonElement page) => page.GetProperty("MsgList").EnumerateArray()
        .Select(static message => message.GetProperty("MsgBody")[0].GetProperty("MsgContent").GetProperty("Text").GetString());
}
