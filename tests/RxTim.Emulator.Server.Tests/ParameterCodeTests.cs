using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace RxTim.Emulator.Tests;

public class ParameterCodeTests
{
    private const string TextBody = """[{"MsgType":"TIMTextElem","MsgContent":{"Text":"x"}}]""";

    public static TheoryData<string, int> Wrong => new()
    {
        { "", 90001 },
        { "{", 90001 },
        { "[]", 90001 },
        { "null", 90001 },
        { """{"To_Account":[]}""", 90001 },
        { """{"x":"\ud800"}""", 90001 },
        { """{"\udc00":1}""", 90001 },
        { new string('[', 100_000), 90001 },
        { "{}", 90003 },
        { """{"To_Account":"a"}""", 90003 },
        { """{"To_Account":[1]}""", 90003 },
        { """{"To_Account":["a"],"From_Account":1}""", 90008 },
        { """{"To_Account":["a"],"From_Account":""}""", 90008 },
        { """{"To_Account":["a"]}""", 90005 },
        { """{"To_Account":["a"],"MsgRandom":"1"}""", 90005 },
        { """{"To_Account":["a"],"MsgRandom":4294967296}""", 90005 },
        { """{"To_Account":["a"],"MsgRandom":1.5}""", 90005 },
        { Send("\"MsgSeq\":-1"), 90010 },
        { """{"To_Account":["a"],"MsgRandom":1}""", 90002 },
        { """{"To_Account":["a"],"MsgRandom":1,"MsgBody":[]}""", 90002 },
        { """{"To_Account":["a"],"MsgRandom":1,"MsgBody":{}}""", 90007 },
        { Element("1"), 90010 },
        { Element("""{"MsgType":"Nothing","MsgContent":{}}"""), 90010 },
        { Element("""{"MsgType":"TIMTextElem"}"""), 90010 },
        { Element("""{"MsgType":"TIMTextElem","MsgContent":{}}"""), 90010 },
        { Element("""{"MsgType":"TIMTextElem","MsgContent":{"Text":1}}"""), 90010 },
        { Element("""{"MsgType":"TIMFaceElem","MsgContent":{"Index":"1"}}"""), 90010 },
        { Element("""{"MsgType":"TIMLocationElem","MsgContent":{"Latitude":1e999,"Longitude":0}}"""), 90010 },
        { Element("""{"MsgType":"TIMImageElem","MsgContent":{"ImageInfoArray":[{"URL":1}]}}"""), 90010 },
        { Element("""{"MsgType":"TIMImageElem","MsgContent":{"ImageInfoArray":{}}}"""), 90010 },
        { Send("\"CloudCustomData\":1"), 90010 },
        { Send("\"MsgLifeTime\":\"1\""), 90044 },
        { Send("\"SyncOtherMachine\":\"1\""), 90031 },
        { Send("\"SyncOtherMachine\":3"), 90031 },
        { Send("\"SendMsgControl\":\"NoUnread\""), 90010 },
        { Send("\"SendMsgControl\":[1]"), 90010 },
        { Send("\"ForbidCallbackControl\":\"ForbidBeforeSendMsgCallback\""), 90010 },
        { Send("\"OfflinePushInfo\":\"none\""), 90010 },
        { Send("\"OfflinePushInfo\":{\"PushFlag\":\"0\"}"), 90010 },
        { Send("\"OfflinePushInfo\":{\"Title\":1}"), 90010 },
        { Send("\"OfflinePushInfo\":{\"ApnsInfo\":[]}"), 90010 },
        { Send("\"IsNeedReadReceipt\":true"), 90010 },
        { Send("\"OnlineOnlyFlag\":\"1\""), 90010 },
        { """{"To_Account":null}""", 90003 },
        { """{"To_Account":["a"],"MsgRandom":null}""", 90005 },
        { """{"To_Account":["a"],"MsgRandom":1,"MsgBody":null}""", 90002 },
        { Element("""{"MsgType":"TIMTextElem","MsgContent":{"Text":null}}"""), 90010 },
        { Element("""{"MsgType":"TIMTextElem","MsgContent":null}"""), 90010 },
        { Send("\"MsgTimeStamp\":\"1\""), 90006 },
        { Element($$$"""{"MsgType":"TIMTextElem","MsgContent":{"Text":"{{{new string('x', 12 * 1024)}}}"}}"""), 93000 },
        { new string(' ', (1 << 20) + 1), 93000 },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public async Task What_is_sent_wrongly_is_refused_with_its_code(string body, int code)
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(code, await running.Client.CodeAsync(RawClient.BatchSend, body));
        Assert.Equal(0, running.Server.Emulator.MessagesStored);
    }

    [Theory]
    [InlineData("\"SyncOtherMachine\":0", 90031)]
    [InlineData("\"MsgLifeTime\":604801", 90026)]
    public async Task What_only_the_documentation_forbids_is_refused_where_the_server_is_strict(string more, int code)
    {
        await using var lenient = await RunningServer.StartAsync();
        await using var strict = await RunningServer.StartAsync(RunningServer.Options with { Strict = true });

        Assert.Equal(0, await lenient.Client.CodeAsync(RawClient.BatchSend, Send(more)));
        Assert.Equal(code, await strict.Client.CodeAsync(RawClient.BatchSend, Send(more)));
    }

    [Fact]
    public async Task Five_hundred_accounts_are_taken_and_501_are_not()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(0, await running.Client.CodeAsync(RawClient.BatchSend, RawClient.Body(Accounts(500))));
        Assert.Equal(90011, await running.Client.CodeAsync(RawClient.BatchSend, RawClient.Body(Accounts(501))));
        Assert.Equal(500, running.Server.Emulator.MessagesStored);

        static string Accounts(int count) => $"[{string.Join(',', Enumerable.Range(0, count).Select(static number => $"\"u{number}\""))}]";
    }

    [Fact]
    public async Task An_account_that_is_no_identifier_fails_alone_and_the_others_get_the_message()
    {
        await using var running = await RunningServer.StartAsync();

        var answer = await running.Client.PostAsync(
            RawClient.BatchSend, RawClient.Body($"""["","  bob ","{new string('x', 52)}","naïve","tab\t"]"""));
        var none = await running.Client.PostAsync(RawClient.BatchSend, RawClient.Body("""[""]"""));

        Assert.Equal(0, answer.GetProperty("ErrorCode").GetInt32());
        Assert.Equal(
            [("", 90003), (new string('x', 52), 90003), ("naïve", 90003), ("tab\t", 90003)],
            answer.GetProperty("ErrorList").EnumerateArray()
                .Select(static entry => (entry.GetProperty("To_Account").GetString(), entry.GetProperty("ErrorCode").GetInt32())));
        Assert.Equal(90003, none.GetProperty("ErrorCode").GetInt32());
        Assert.Equal("  bob ", Assert.Single(running.Server.Emulator.Messages).Receiver);
    }

    [Theory]
    [InlineData("\"To_Account\":\"naïve\"", 90003)]
    [InlineData("\"To_Account\":\"a\",\"From_Account\":\"naïve\"", 90008)]
    public async Task A_message_to_one_goes_from_an_identifier_to_an_identifier(string accounts, int code)
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(code, await running.Client.CodeAsync(
            "v4/openim/sendmsg", $$"""{{{accounts}},"MsgRandom":1,"MsgBody":{{TextBody}}}"""));
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_body_is_passed_over()
    {
        await using var running = await RunningServer.StartAsync();

        Assert.Equal(0, await running.Client.CodeAsync(RawClient.BatchSend, '\uFEFF' + RawClient.Body("""["alice"]""")));
        Assert.Equal(90001, await running.Client.CodeAsync(RawClient.BatchSend, "\uFEFF\uFEFF" + RawClient.Body("""["alice"]""")));
    }

    [Theory]
    [InlineData("{\"a\":1,\n\"b\":x}", "line 2, byte 5")]
    [InlineData("{\"a\":1", "line 1, byte 7")]
    public async Task Bad_JSON_is_answered_with_its_place(string body, string place)
    {
        await using var running = await RunningServer.StartAsync();

        var answer = await running.Client.PostAsync(RawClient.BatchSend, body);

        Assert.Contains(place, answer.GetProperty("ErrorInfo").GetString());
    }

    [Fact]
    public async Task A_body_that_is_not_UTF_8_is_bad_JSON()
    {
        await using var running = await RunningServer.StartAsync();
        using var content = new ByteArrayContent([.. Encoding.ASCII.GetBytes("{\"a\":\""), 0xC0, 0xAF, .. Encoding.ASCII.GetBytes("\"}")]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        using var response = await running.Client.Http.PostAsync(
            new Uri($"{RawClient.BatchSend}?{running.Client.Query()}", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("90001", text);
        Assert.Contains("from byte 7 on", text);
    }

    private static string Send(string more) => $$"""{"To_Account":["a"],"MsgRandom":1,"MsgBody":{{TextBody}},{{more}}}""";

    private static string Element(string element) => $$"""{"To_Account":["a"],"MsgRandom":1,"MsgBody":[{{element}}]}""";
}
