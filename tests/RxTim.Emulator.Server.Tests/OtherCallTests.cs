using System.Text.Json;

namespace RxTim.Emulator.Tests;

/// <summary>The calls that clients make beside sending.</summary>
public class OtherCallTests
{
    private const string Import = "v4/openim/importmsg";
    private const string Unread = "v4/openim/get_c2c_unread_msg_num";
    private const string SetRead = "v4/openim/admin_set_msg_read";
    private const string Kick = "v4/im_open_login_svc/kick";

    [Theory]
    [InlineData("v4/openim/query_online_status")]
    [InlineData("v4/openim/querystate")]
    public async Task Who_exists_is_offline_and_who_does_not_is_70107(string path)
    {
        await using var running = await StartAsync("alice", "bob");

        var answer = await running.Client.PostAsync(path, """{"IsNeedDetail":1,"To_Account":["alice","nobody","bob"]}""");

        Assert.Equal(
            """[{"To_Account":"alice","Status":"Offline"},{"To_Account":"bob","Status":"Offline"}]""",
            answer.GetProperty("QueryResult").GetRawText());
        Assert.Equal("""[{"To_Account":"nobody","ErrorCode":70107}]""", answer.GetProperty("ErrorList").GetRawText());
    }

    [Theory]
    [InlineData("{}", 90003)]
    [InlineData("""{"To_Account":[]}""", 90003)]
    [InlineData("""{"To_Account":"alice"}""", 90003)]
    [InlineData("""{"To_Account":[1]}""", 90003)]
    [InlineData("""{"To_Account":["alice"],"IsNeedDetail":"1"}""", 90001)]
    public async Task A_question_for_states_that_is_wrong_is_refused(string body, int code)
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(code, await running.Client.CodeAsync("v4/openim/query_online_status", body));
    }

    [Theory]
    [InlineData("""{"UserID":"alice"}""", 0)]
    [InlineData("""{"Identifier":"alice"}""", 0)]
    [InlineData("""{"UserID":"nobody"}""", 70107)]
    [InlineData("{}", 70402)]
    [InlineData("""{"UserID":1}""", 70402)]
    public async Task An_account_is_kicked_if_it_exists(string body, int code)
    {
        await using var running = await StartAsync("alice");

        Assert.Equal(code, await running.Client.CodeAsync(Kick, body));
    }

    [Fact]
    public async Task A_message_that_is_imported_stands_in_the_history_at_its_own_time_and_once()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(0, await running.Client.CodeAsync(Import, Imported(2, "alice", "bob", "first")));
        Assert.Equal(0, await running.Client.CodeAsync(Import, Imported(2, "alice", "bob", "again")));
        Assert.Equal(0, await running.Client.CodeAsync(Import, Imported(5, "bob", "alice", "the other way")));
        Assert.Equal(0, await running.Client.CodeAsync(Import, Imported(2, "alice", "bob", "later", time: 1_556_178_722)));

        var history = await running.Client.PostAsync(
            "v4/openim/admin_getroammsg",
            """{"Operator_Account":"bob","Peer_Account":"alice","MaxCnt":10,"MinTime":0,"MaxTime":4294967295}""");
        Assert.Equal(
            [("first", "827092_1287657_1556178721"), ("later", "827092_1287657_1556178722")],
            history.GetProperty("MsgList").EnumerateArray().Select(static message => (
                message.GetProperty("MsgBody")[0].GetProperty("MsgContent").GetProperty("Text").GetString(),
                message.GetProperty("MsgKey").GetString())));
        Assert.Equal(0, running.Server.Emulator.MessagesStored);
    }

    [Theory]
    [InlineData("\"SyncFromOldSystem\":2", "\"SyncFromOldSystem\":3", 90010)]
    [InlineData("\"SyncFromOldSystem\":2,", "", 90010)]
    [InlineData("\"From_Account\":\"alice\",", "", 90008)]
    [InlineData("\"To_Account\":\"bob\",", "", 90003)]
    [InlineData("\"MsgRandom\":1287657,", "", 90005)]
    [InlineData("\"MsgTimeStamp\":1556178721", "\"MsgTimeStamp\":0", 90006)]
    [InlineData("\"MsgBody\"", "\"Body\"", 90002)]
    public async Task An_import_that_is_wrong_is_refused_with_its_code(string right, string wrong, int code)
    {
        await using var running = await RunningServer.StartAsync();
        var body = Imported(2, "alice", "bob", "x");
        Assert.Contains(right, body);

        Assert.Equal(code, await running.Client.CodeAsync(Import, body.Replace(right, wrong)));
    }

    [Fact]
    public async Task What_is_unread_is_counted_for_all_and_for_each_until_it_is_read()
    {
        await using var running = await StartAsync("alice", "shop", "bank");
        await SendAsync(running, "shop", 1);
        await SendAsync(running, "shop", 2);
        await SendAsync(running, "bank", 3);
        await SendAsync(running, "bank", 4, ",\"SendMsgControl\":[\"NoUnread\",\"NoLastMsg\"]");
        await SendAsync(running, "bank", 5, ",\"OnlineOnlyFlag\":1");
        await running.Client.PostAsync(Import, Imported(2, "bank", "alice", "history"));

        Assert.Equal(3, await AllUnreadAsync(running));
        var each = await running.Client.PostAsync(Unread, """{"To_Account":"alice","Peer_Account":["shop","bank","nobody"]}""");
        Assert.Equal(
            """[{"Peer_Account":"shop","C2CUnreadMsgNum":2},{"Peer_Account":"bank","C2CUnreadMsgNum":1}]""",
            each.GetProperty("C2CUnreadMsgNumList").GetRawText());
        Assert.Equal("""[{"Peer_Account":"nobody","ErrorCode":70107}]""", each.GetProperty("ErrorList").GetRawText());

        Assert.Equal(0, await running.Client.CodeAsync(SetRead, """{"Report_Account":"alice","Peer_Account":"shop"}"""));
        Assert.Equal(1, await AllUnreadAsync(running));
        var history = await running.Client.PostAsync(
            "v4/openim/admin_getroammsg",
            """{"Operator_Account":"shop","Peer_Account":"alice","MaxCnt":10,"MinTime":0,"MaxTime":4294967295}""");
        Assert.All(history.GetProperty("MsgList").EnumerateArray(), static message => Assert.Equal(1, message.GetProperty("IsPeerRead").GetInt32()));
    }

    [Theory]
    [InlineData(1_556_178_720, 2)]
    [InlineData(1_556_178_721, 1)]
    [InlineData(1_556_178_722, 0)]
    public async Task What_came_until_a_second_can_be_read(long until, int left)
    {
        await using var running = await RunningServer.StartAsync();
        await running.Client.PostAsync(Import, Imported(5, "shop", "alice", "first"));
        await running.Client.PostAsync(Import, Imported(5, "shop", "alice", "second", time: 1_556_178_722));

        Assert.Equal(
            0, await running.Client.CodeAsync(SetRead, $$"""{"Report_Account":"alice","Peer_Account":"shop","MsgReadTime":"{{until}}"}"""));

        Assert.Equal(left, await AllUnreadAsync(running));
    }

    [Theory]
    [InlineData(SetRead, "{}", 90008)]
    [InlineData(SetRead, """{"Report_Account":"alice"}""", 90003)]
    [InlineData(SetRead, """{"Report_Account":"alice","Peer_Account":"bob","MsgReadTime":"now"}""", 90001)]
    [InlineData(Unread, "{}", 90003)]
    [InlineData(Unread, """{"To_Account":"alice","Peer_Account":"bob"}""", 90003)]
    [InlineData(Unread, """{"To_Account":"alice","Peer_Account":["1","2","3","4","5","6","7","8","9","10","11"]}""", 90003)]
    public async Task What_is_asked_wrongly_is_refused_with_its_code(string path, string body, int code)
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(code, await running.Client.CodeAsync(path, body));
    }

    private static async Task<RunningServer> StartAsync(params string[] accounts)
    {
        var running = await RunningServer.StartAsync(RunningServer.Options with { StrictAccounts = true });
        foreach (var account in accounts)
            await running.Server.Emulator.ImportAsync(account);
        return running;
    }

    private static string Imported(int kind, string from, string to, string text, long time = 1_556_178_721) =>
        $$$"""
        {"SyncFromOldSystem":{{{kind}}},"From_Account":"{{{from}}}","To_Account":"{{{to}}}","MsgSeq":827092,"MsgRandom":1287657,
        "MsgTimeStamp":{{{time}}},"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"{{{text}}}"}}],"CloudCustomData":"c"}
        """;

    private static Task<JsonElement> SendAsync(RunningServer running, string from, int random, string more = "") =>
        running.Client.PostAsync(
            RawClient.BatchSend,
            RawClient.Body("""["alice"]""", $",\"From_Account\":\"{from}\"{more}").Replace("\"MsgRandom\":7", $"\"MsgRandom\":{random}"));

    private static async Task<int> AllUnreadAsync(RunningServer running) =>
        (await running.Client.PostAsync(Unread, """{"To_Account":"alice"}""")).GetProperty("AllC2CUnreadMsgNum").GetInt32();
}
