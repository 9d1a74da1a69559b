using System.Net;
using System.Text;

namespace RxTim.Emulator.Tests;

public class FuzzTests(ITestOutputHelper output)
{
    private const int Requests = 20_000;

    private static readonly string[] Paths =
    [
        "/v4/openim/batchsendmsg", "/v4/openim/sendmsg", "/v4/openim/admin_getroammsg", "/v4/im_open_login_svc/account_import",
        "/v4/openim/importmsg", "/v4/openim/admin_msgwithdraw", "/v4/openim/admin_set_msg_read", "/v4/openim/get_c2c_unread_msg_num",
        "/v4/openim/query_online_status", "/v4/openim/querystate", "/v4/im_open_login_svc/kick",
        "/v4/im_open_login_svc/multiaccount_import", "/v4/im_open_login_svc/account_check", "/v4/im_open_login_svc/account_delete",
        "/emulator/faults", "/emulator/accounts", "/emulator/messages", "/emulator/state", "/emulator/sends", "/emulator/sends/1",
        "/emulator/sends/1/failures", "/emulator/calls", "/emulator/calls/1", "/emulator/messages/1", "/emulator/account",
        "/emulator/account/failures", "/emulator/export", "/", "/v4", "/inbox.js", "/%00", "/..%2f",
    ];

    private static readonly string[] Bodies =
    [
        RawClient.Body("""["alice","bob"]""", ",\"MsgLifeTime\":60,\"SyncOtherMachine\":1,\"CloudCustomData\":\"x\",\"From_Account\":\"a\""),
        RawClient.Body("\"alice\"", ",\"MsgSeq\":1,\"OfflinePushInfo\":{\"PushFlag\":0}"),
        """{"To_Account":["a"],"MsgRandom":1,"MsgBody":[{"MsgType":"TIMImageElem","MsgContent":{"UUID":"u","ImageInfoArray":[{"Type":1,"URL":"u"}]}},{"MsgType":"TIMLocationElem","MsgContent":{"Latitude":1.5,"Longitude":2}}]}""",
        """{"Operator_Account":"alice","Peer_Account":"bob","MaxCnt":10,"MinTime":0,"MaxTime":4294967295,"LastMsgKey":"1_2_3"}""",
        """{"UserID":"alice","Nick":"\u00e9\ud83d\ude00","FaceUrl":"http://x"}""",
        """{"AccountList":[{"UserID":"a"}],"Accounts":["a","b"]}""",
        """{"CheckItem":[{"UserID":"a"}],"DeleteItem":[{"UserID":"zz"}]}""",
        """{"SyncFromOldSystem":2,"From_Account":"alice","To_Account":"bob","MsgSeq":1,"MsgRandom":2,"MsgTimeStamp":3,"MsgBody":[{"MsgType":"TIMTextElem","MsgContent":{"Text":"x"}}]}""",
        """{"From_Account":"alice","To_Account":"bob","MsgKey":"1_2_3","Report_Account":"alice","Peer_Account":"bob","MsgReadTime":"9"}""",
        """{"To_Account":"alice","Peer_Account":["bob","carol"]}""",
        """{"Faults":[{"Pattern":"a*","Code":20009,"Probability":0.5}],"Silences":[],"Latency":"0ms"}""",
    ];

    private static readonly string[] Fragments =
        ["null", "{}", "[]", "\"\"", "-1", "1e999", "4294967296", "\"\\ud800\"", "\"<script>alert(1)</script>\"", "[[[[", "\u0000", "\\", "\"", "é", "true", "0.1"];

    private static readonly string[] Filters =
        ["&search=%25_%27&order=name&from=%F0%9F&account=alice", "&from=5&send=1&since=1&until=2100-01-01&failed=1", "&id=alice&limit=3&order=failures&code=-1"];

    private static readonly string[] Methods = ["POST", "POST", "POST", "POST", "GET", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"];

    [Fact]
    public async Task Whatever_is_asked_the_answer_is_JSON_or_the_page_and_never_a_failure_of_the_server()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        await using var running = await RunningServer.StartAsync();
        using var http = new HttpClient { BaseAddress = running.Server.Address };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Requests),
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            async (number, cancellation) => await AskAsync(http, running.Client, new Random(seed + number), $"seed {seed + number}", cancellation));

        running.Server.Emulator.Faults = new EmulatorFaults();
        Assert.Equal(0, await running.Client.CodeAsync(RawClient.BatchSend, RawClient.Body("""["still here"]""")));
    }

    private static async Task AskAsync(HttpClient http, RawClient client, Random random, string name, CancellationToken cancellation)
    {
        var method = new HttpMethod(Methods[random.Next(Methods.Length)]);
        var path = Paths[random.Next(Paths.Length)];
        using var request = new HttpRequestMessage(method, new Uri($"{path}?{Query(client, random)}", UriKind.Relative));
        request.Content = new ByteArrayContent(Mutated(random));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", random.Next(3) == 0 ? Fragments[9] : "application/json");
        if (random.Next(4) == 0)
            request.Headers.TryAddWithoutValidation("X-Fuzz", new string((char)random.Next(' ', '~'), random.Next(1, 500)));
        if (random.Next(8) == 0)
            request.Headers.TransferEncodingChunked = true;

        using var response = await http.SendAsync(request, cancellation);

        var text = await response.Content.ReadAsStringAsync(cancellation);
        Assert.True((int)response.StatusCode < 500, $"{name}: {response.StatusCode} {text}");
        Assert.DoesNotContain("Exception", text);
        Assert.False(text.Contains("\"ErrorCode\":91000", StringComparison.Ordinal), $"{name}: {text}");
        Assert.DoesNotContain("   at ", path is "/" or "/inbox.js" ? "" : text);
        var type = response.Content.Headers.ContentType?.MediaType;
        Assert.True(type is "application/json" || type is "application/x-ndjson" && path is "/emulator/export" || response.StatusCode == HttpStatusCode.OK && path is "/" or "/inbox.js" || response.StatusCode == HttpStatusCode.BadRequest, $"{name}: {type}");
        Assert.True(response.StatusCode == HttpStatusCode.BadRequest || response.Headers.Contains("Content-Security-Policy"), name);
    }

    private static string Query(RawClient client, Random random)
    {
        var query = client.Query();
        if (random.Next(4) > 0)
            return query + (random.Next(2) == 0 ? Filters[random.Next(Filters.Length)] : "");
        var at = random.Next(query.Length);
        return random.Next(3) switch
        {
            0 => query.Remove(at, random.Next(query.Length - at)),
            1 => query.Insert(at, Uri.EscapeDataString(Fragments[random.Next(Fragments.Length)])),
            _ => query[..at] + "%" + query[at..],
        };
    }

    private static byte[] Mutated(Random random)
    {
        var body = new StringBuilder(Bodies[random.Next(Bodies.Length)]);
        for (var change = random.Next(4); change > 0 && body.Length > 0; change--)
        {
            var at = random.Next(body.Length);
            var length = Math.Min(random.Next(12), body.Length - at);
            if (random.Next(2) == 0)
                body.Remove(at, length);
            if (random.Next(2) == 0)
                body.Insert(at, Fragments[random.Next(Fragments.Length)]);
            if (random.Next(20) == 0)
                body.Append(body);
        }
        var bytes = Encoding.UTF8.GetBytes(body.ToString());
        if (random.Next(4) == 0 && bytes.Length > 0)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }
}
