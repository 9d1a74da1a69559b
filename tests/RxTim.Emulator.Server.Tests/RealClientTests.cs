using System.Text.Json;

namespace RxTim.Emulator.Tests;

/// <summary>What public clients of the REST API in seven languages send, each with its habits: a stand-in must bear all of it.</summary>
public class RealClientTests
{
    private const string Text = """[{"MsgType":"TIMTextElem","MsgContent":{"Text":"hello"}}]""";

    public static TheoryData<string, string, string> Sends => new()
    {
        // Node, and Tencent's own sample for it: no random in the address.
        { "Node", "batchsendmsg", $$"""{"SyncOtherMachine":2,"To_Account":["alice"],"MsgRandom":19901224,"MsgBody":{{Text}}}""" },

        // PHP that encodes arrays: what is not set is null.
        {
            "PHP", "batchsendmsg",
            $$"""
            {"SyncOtherMachine":null,"From_Account":null,"To_Account":["alice"],"MsgSeq":null,"MsgRandom":1,"MsgBody":{{Text}},
            "CloudCustomData":null,"SendMsgControl":null,"OfflinePushInfo":null}
            """
        },

        // PHP that builds elements with all of their keys.
        {
            "PHP", "batchsendmsg",
            """
            {"To_Account":["alice"],"MsgRandom":2,"MsgLifeTime":604801,"MsgBody":[{"MsgType":"TIMCustomElem",
            "MsgContent":{"Data":"d","Desc":null,"Ext":null,"Sound":null}}]}
            """
        },

        // Go: structs without omitempty write their zeros.
        {
            "Go", "batchsendmsg",
            $$"""
            {"SyncOtherMachine":0,"From_Account":"shop","To_Account":["alice"],"MsgSeq":0,"MsgRandom":3,"MsgLifeTime":0,"MsgTimeStamp":0,
            "MsgBody":{{Text}},"OnlineOnlyFlag":0}
            """
        },
        {
            "Go", "sendmsg",
            $$"""{"SyncOtherMachine":0,"To_Account":"alice","MsgSeq":0,"MsgRandom":4,"MsgLifeTime":0,"MsgTimeStamp":0,"MsgBody":{{Text}}}"""
        },

        // Java: Long for sizes, and read receipts.
        {
            "Java", "batchsendmsg",
            """
            {"To_Account":["alice"],"MsgRandom":4294967295,"IsNeedReadReceipt":1,"MsgBody":[{"MsgType":"TIMFileElem",
            "MsgContent":{"Url":"https://example.com/f","UUID":"u","FileSize":5000000000,"FileName":"f","Download_Flag":2}}]}
            """
        },

        // Python: keyword arguments with a default of None, a file's size beyond 2^31.
        {
            "Python", "sendmsg",
            """
            {"SyncOtherMachine":1,"From_Account":null,"To_Account":"alice","MsgRandom":6,"MsgBody":[{"MsgType":"TIMFileElem",
            "MsgContent":{"Url":"https://example.com/f","FileSize":2147483648,"FileName":"f"}}],"CloudCustomData":null}
            """
        },

        // C#: a byte order mark before the body, and the whole of the push settings.
        {
            "C#", "batchsendmsg",
            "\uFEFF" + $$$$"""
            {"To_Account":["alice"],"MsgRandom":7,"MsgSeq":93847636,"MsgBody":{{{{Text}}}},"SendMsgControl":["NoUnread","NoLastMsg"],
            "ForbidCallbackControl":["ForbidBeforeSendMsgCallback"],"OfflinePushInfo":{"PushFlag":0,"Title":"t","Desc":"d","Ext":"e",
            "AndroidInfo":{"Sound":"android.mp3","HuaWeiChannelID":"c","HuaWeiImportance":"NORMAL","ExtAsHuaweiIntentParam":1},
            "ApnsInfo":{"Sound":"apns.mp3","BadgeMode":1,"Title":null,"SubTitle":"s","Image":"i","MutableContent":1}}}
            """
        },
    };

    public static TheoryData<string, string> Others => new()
    {
        { "im_open_login_svc/account_import", """{"UserID":"alice","Nick":null,"FaceUrl":null}""" },
        { "im_open_login_svc/account_import", """{"Identifier":"alice","Nick":"A","FaceUrl":"","Type":0}""" },
        { "im_open_login_svc/multiaccount_import", """{"Accounts":["alice","bob"]}""" },
        { "im_open_login_svc/account_check", """{"CheckItem":[{"UserID":"alice"}]}""" },
        { "im_open_login_svc/kick", """{"Identifier":"alice"}""" },
        { "im_open_login_svc/kick", """{"UserID":"alice"}""" },
        { "openim/querystate", """{"To_Account":["alice"]}""" },
        { "openim/query_online_status", """{"To_Account":["alice"],"IsNeedDetail":0}""" },
        {
            "openim/importmsg",
            $$"""
            {"SyncFromOldSystem":1,"From_Account":"shop","To_Account":"alice","MsgSeq":null,"MsgRandom":1,"MsgTimeStamp":1556178721,
            "MsgBody":{{Text}},"CloudCustomData":null}
            """
        },
        {
            "openim/admin_getroammsg",
            """{"From_Account":"alice","To_Account":"shop","MaxCnt":10,"MinTime":0,"MaxTime":1893456000,"LastMsgKey":null}"""
        },
        { "openim/admin_set_msg_read", """{"Report_Account":"alice","Peer_Account":"shop","MsgReadTime":null}""" },
        { "openim/get_c2c_unread_msg_num", """{"To_Account":"alice","Peer_Account":null}""" },
        { "openim/get_c2c_unread_msg_num", """{"To_Account":"alice","Peer_Account":["shop"]}""" },
    };

    [Theory]
    [MemberData(nameof(Sends), DisableDiscoveryEnumeration = true)]
    public async Task A_message_of_theirs_is_sent_and_can_be_read_and_taken_back(string language, string call, string body)
    {
        await using var running = await RunningServer.StartAsync();

        var answer = await PostAsync(running, $"v4/openim/{call}", body);

        Assert.True(answer.GetProperty("ErrorCode").GetInt32() == 0, $"{language}: {answer}");
        Assert.NotEqual("", answer.GetProperty("MsgId").GetString());
        var stored = Assert.Single(running.Server.Emulator.Messages);
        Assert.NotEmpty(stored.Message.Elements!);
        var page = await running.Client.GetAsync("emulator/messages?account=alice");
        Assert.Equal(1, page.GetProperty("messages").GetArrayLength());
        if (body.Contains("\"MsgLifeTime\":0", StringComparison.Ordinal))
            return;
        var key = answer.GetProperty("MsgKey").GetString();
        var withdrawn = await PostAsync(
            running,
            "v4/openim/admin_msgwithdraw",
            $$"""{"From_Account":"{{stored.Sender}}","To_Account":"alice","MsgKey":"{{key}}"}""");
        Assert.True(withdrawn.GetProperty("ErrorCode").GetInt32() == 0, $"{language}: {withdrawn}");
    }

    [Theory]
    [MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public async Task The_calls_that_they_make_beside_it_are_answered(string call, string body)
    {
        await using var running = await RunningServer.StartAsync();

        var answer = await PostAsync(running, $"v4/{call}", body);

        Assert.True(answer.GetProperty("ErrorCode").GetInt32() == 0, $"{answer}");
    }

    [Fact]
    public async Task A_random_that_is_no_number_is_still_refused()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(60002, await running.Client.CodeAsync(
            RawClient.BatchSend, RawClient.Body("""["alice"]"""), running.Client.Query().Replace("random=99999999", "random=x")));
    }

    // As several of them call: without a random.
    private static Task<JsonElement> PostAsync(RunningServer running, string path, string body) =>
        running.Client.PostAsync(path, body, running.Client.Query().Replace("&random=99999999", ""));
}
