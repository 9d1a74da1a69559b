using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

/// <summary>What real connections do. In each case every identifier has one result (S2), what nobody knows is said to be unknown (S6), and no
/// call's body arrives twice.</summary>
public class SocketFaultTests
{
    private const string SentToAll = """{"ActionStatus":"OK","ErrorCode":0,"MsgKey":"1_2_3"}""";
    private static readonly string[] Asked = ["a", "b", "c"];

    [Fact]
    public async Task S6_A_refused_connection_failed_and_can_be_tried_again()
    {
        var results = await SendTo(RawServer.NobodyListens());

        Expect(results, SendOutcome.Failed, 9511, "refused the connection");
        Assert.True(TimErrorCodes.IsTransient(results[0].Code));
    }

    [Fact]
    public async Task S6_A_server_whose_name_is_not_known_failed_and_can_be_tried_again()
    {
        var handler = new SocketsHttpHandler { ConnectCallback = (_, _) => throw new SocketException((int)SocketError.HostNotFound) };

        var results = await SendAsync(handler, Asked);

        Expect(results, SendOutcome.Failed, 9512, "name could not be resolved");
    }

    [Fact]
    public async Task S6_A_connection_without_TLS_failed_and_can_be_tried_again()
    {
        await using var server = new RawServer(async connection => await connection.WriteAsync("this is no TLS\r\n\r\n"));
        var secure = new UriBuilder(server.Address) { Scheme = "https" }.Uri;

        var results = await SendTo(secure);

        Expect(results, SendOutcome.Failed, 9508, "TLS");
        Assert.Empty(server.Bodies);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S6_A_connection_closed_before_the_request_was_read_is_unknown(bool reset)
    {
        await using var server = new RawServer(connection =>
        {
            if (reset)
                connection.Reset();
            return Task.CompletedTask;
        });

        var results = await SendTo(server.Address);

        // Whether a byte had left by then is a race of the two ends; either way it is said.
        Assert.All(results.OneEach(Asked).Values, result => Assert.True(
            result.Outcome == SendOutcome.Unknown || (result.Outcome == SendOutcome.Failed && TimErrorCodes.IsTransient(result.Code)), result.ToString()));
        Assert.Empty(server.Bodies);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S6_A_connection_closed_within_the_request_is_unknown(bool reset)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadHeadAsync();
            if (reset)
                connection.Reset();
        });

        Expect(await SendTo(server.Address), SendOutcome.Unknown, 6201, "broke before an answer");
        Assert.Empty(server.Bodies);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S6_A_connection_closed_after_the_request_is_unknown(bool reset)
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            if (reset)
                connection.Reset();
        });

        Expect(await SendTo(server.Address), SendOutcome.Unknown, 6201, "broke before an answer");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task S6_A_kept_connection_that_was_closed_meanwhile_sends_nothing_twice()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.AnswerAsync(SentToAll);
            await connection.ReadRequestAsync();
        });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var transport = new RestTransport(http, Options with { Domain = server.Address });

        var first = await SendAsync(transport, new(), Message.Text("t"), Asked);
        var second = await SendAsync(transport, new(), Message.Text("t"), Asked);

        Assert.All(first.OneEach(Asked).Values, result => Assert.True(result.IsSuccess));
        Expect(second, SendOutcome.Unknown, 6201, "broke before an answer");
        Assert.Equal(2, server.Bodies.Count);
    }

    [Fact]
    public async Task S6_A_connection_closed_within_the_answer_keeps_what_was_read()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"ErrorCode\":0,\"ErrorList\":[{\"To_Account\":\"b\",\"ErrorCode\":70107},");
        });

        var results = (await SendTo(server.Address)).OneEach(Asked);

        Assert.Equal((70107, SendOutcome.Failed), (results["b"].Code, results["b"].Outcome));
        Assert.Equal((6201, SendOutcome.Unknown), (results["a"].Code, results["a"].Outcome));
        Assert.Equal((6201, SendOutcome.Unknown), (results["c"].Code, results["c"].Outcome));
        Assert.Single(server.Bodies);
    }

    [Theory]
    [InlineData("{\"ErrorCode\":0,\"ErrorList\":[{\"To_Acc")]
    [InlineData("")]
    public async Task S14_A_truncated_answer_is_unknown(string json)
    {
        await using var server = Answering(connection => connection.AnswerAsync(json));

        Expect(await SendTo(server.Address), SendOutcome.Unknown, 6001, "cannot be read");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task S3_A_failure_is_known_before_the_rest_of_a_slow_answer_has_come()
    {
        var seen = new TaskCompletionSource();
        await using var server = Answering(async connection =>
        {
            var json = "{\"ErrorList\":[{\"To_Account\":\"b\",\"ErrorCode\":70107},";
            await connection.DripAsync($"HTTP/1.1 200 OK\r\nContent-Length: 106\r\n\r\n{json}");
            await seen.Task.WaitAsync(connection.Ending);
            await connection.DripAsync("{\"To_Account\":\"c\",\"ErrorCode\":1}],\"ErrorCode\":0}      ");
        });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using var client = new TimClient(new RestTransport(http, Options with { Domain = server.Address }));
        var results = new List<MsgBatchSendResult>();

        await foreach (var result in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("t"), Asked), TestContext.Current.CancellationToken))
        {
            results.Add(result);
            seen.TrySetResult();
        }

        Assert.Equal(["b", "c", "a"], results.Select(result => result.Identifier));
        Assert.Equal([70107, 1, 0], results.Select(result => result.Code));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task S6_A_server_that_never_answers_is_unknown_after_the_timeout_and_is_left(bool withinAnswer)
    {
        var left = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            if (withinAnswer)
                await connection.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{");
            arrived.SetResult();
            try
            {
                await connection.HoldAsync();
            }
            finally
            {
                left.SetResult();
            }
        });
        var time = new FakeTimeProvider();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var transport = new RestTransport(http, Options with { Domain = server.Address });

        var sending = SendAsync(transport, new() { TimeProvider = time, ResultTimeout = TimeSpan.FromMinutes(1) }, Message.Text("t"), Asked);
        await arrived.Task;
        time.Advance(TimeSpan.FromMinutes(1));

        Expect(await sending, SendOutcome.Unknown, 6012, "no answer within 60 s");
        await left.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task S7_A_cancelled_send_leaves_its_connection()
    {
        var left = new TaskCompletionSource();
        using var cancelling = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await cancelling.CancelAsync();
            try
            {
                await connection.HoldAsync();
            }
            finally
            {
                left.SetResult();
            }
        });
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await using var client = new TimClient(new RestTransport(http, Options with { Domain = server.Address }));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("t"), Asked), cancelling.Token))
                Assert.Fail("Nothing was answered.");
        });
        await left.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(true, SendOutcome.Unknown, 9520, "did not answer in the time")]
    [InlineData(false, SendOutcome.Failed, 9510, "no connection was made in the time")]
    public async Task S6_The_timeout_of_the_HttpClient_is_unknown_once_the_request_began_to_leave(bool left, SendOutcome outcome, int code, string says)
    {
        Expect(await SendAsync(new TimesOut(left), Asked), outcome, code, says);
    }

    [Fact]
    public async Task S14_HTML_of_a_proxy_is_unknown_and_its_type_is_named()
    {
        await using var server = Answering(connection => connection.AnswerAsync("<html>please log in</html>", "text/html; charset=utf-8"));

        Expect(await SendTo(server.Address), SendOutcome.Unknown, 6001, "(text/html) cannot be read");
    }

    [Fact]
    public async Task An_answer_of_the_wrong_type_that_is_one_counts()
    {
        await using var server = Answering(connection => connection.AnswerAsync(SentToAll, "text/plain"));

        Assert.All((await SendTo(server.Address)).OneEach(Asked).Values, result => Assert.True(result.IsSuccess));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task S14_An_answer_of_100_MB_is_not_read_to_its_end(bool saysItsLength)
    {
        const int Length = 100_000_000;
        var written = 0L;
        await using var server = Answering(async connection =>
        {
            var head = saysItsLength ? $"Content-Length: {Length}\r\n" : "Connection: close\r\n";
            await connection.WriteAsync($"HTTP/1.1 200 OK\r\n{head}\r\n{{\"ErrorCode\":0,\"New\":[");
            var piece = string.Concat(Enumerable.Repeat("1234567,", 8192));
            for (; Volatile.Read(ref written) < Length; Interlocked.Add(ref written, piece.Length))
                await connection.WriteAsync(piece);
        });

        Expect(await SendTo(server.Address), SendOutcome.Unknown, 6001, "longer than 4194304 bytes");
        Assert.InRange(Volatile.Read(ref written), 0, Length / 2);
    }

    [Fact]
    public async Task S14_One_endless_text_is_not_gathered()
    {
        await using var server = Answering(async connection =>
        {
            await connection.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"ErrorInfo\":\"");
            var piece = new string('x', 8192);
            for (var i = 0; i < 1000; i++)
                await connection.WriteAsync(piece);
        });

        Expect(await SendTo(server.Address), SendOutcome.Unknown, 6001, "A value of the answer is longer than");
    }

    [Theory]
    [InlineData("301 Moved Permanently", false)]
    [InlineData("302 Found", true)]
    [InlineData("303 See Other", true)]
    [InlineData("307 Temporary Redirect", false)]
    [InlineData("307 Temporary Redirect", true)]
    [InlineData("308 Permanent Redirect", true)]
    public async Task A_redirect_failed_and_no_message_follows_it(string status, bool handlerFollows)
    {
        await using var elsewhere = Answering(connection => connection.AnswerAsync(SentToAll));
        await using var server = Answering(connection => connection.AnswerAsync("", status: status, headers: $"Location: {elsewhere.Address}\r\nConnection: close\r\n"));
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = handlerFollows };

        var results = await SendAsync(handler, Options with { Domain = server.Address }, Message.Text("t"), Asked);

        Expect(results, SendOutcome.Failed, 6010, "redirect");
        Assert.Single(server.Bodies);
        Assert.Empty(elsewhere.Bodies);
    }

    [Theory]
    [InlineData("400 Bad Request", SendOutcome.Failed, 6010)]
    [InlineData("403 Forbidden", SendOutcome.Failed, 6010)]
    [InlineData("404 Not Found", SendOutcome.Failed, 6010)]
    [InlineData("408 Request Timeout", SendOutcome.Failed, 9519)]
    [InlineData("413 Content Too Large", SendOutcome.Failed, 6010)]
    [InlineData("429 Too Many Requests", SendOutcome.Failed, 60018)]
    [InlineData("500 Internal Server Error", SendOutcome.Unknown, 6001)]
    [InlineData("502 Bad Gateway", SendOutcome.Unknown, 6001)]
    [InlineData("503 Service Unavailable", SendOutcome.Unknown, 6001)]
    [InlineData("504 Gateway Timeout", SendOutcome.Unknown, 6001)]
    [InlineData("204 No Content", SendOutcome.Unknown, 6001)]
    public async Task An_HTTP_error_says_whether_the_backend_can_have_sent(string status, SendOutcome outcome, int code)
    {
        await using var server = Answering(connection => connection.AnswerAsync(status.StartsWith("204", StringComparison.Ordinal) ? "" : SentToAll, status: status));

        Expect(await SendTo(server.Address), outcome, code, $"HTTP {status[..3]}");
        Assert.Single(server.Bodies);
    }

    [Fact]
    public async Task S6_A_handler_that_tries_again_by_itself_sends_nothing_twice()
    {
        await using var server = Answering(connection => connection.AnswerAsync("", status: "500 Internal Server Error"));
        var handler = new TriesAgain { InnerHandler = new SocketsHttpHandler { UseProxy = false } };

        var results = await SendAsync(handler, Options with { Domain = server.Address }, Message.Text("t"), Asked);

        Expect(results, SendOutcome.Unknown, 6201, "tried to send the call");
        Assert.Single(server.Bodies);
    }

    private static RawServer Answering(Func<RawConnection, Task> answer) => new(async connection =>
    {
        while (true)
        {
            await connection.ReadRequestAsync();
            await answer(connection);
        }
    });

    private static Task<List<MsgBatchSendResult>> SendTo(Uri address) =>
        SendAsync(new SocketsHttpHandler { UseProxy = false }, Options with { Domain = address }, Message.Text("t"), Asked);

    private static void Expect(List<MsgBatchSendResult> results, SendOutcome outcome, int code, string says) =>
        Assert.All(results.OneEach(Asked).Values, result =>
        {
            Assert.Equal((outcome, code), (result.Outcome, result.Code));
            Assert.Contains(says, result.Desc, StringComparison.Ordinal);
        });

    private sealed class TriesAgain : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? response : await base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class TimesOut(bool left) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (left)
                await request.Content!.CopyToAsync(Stream.Null, cancellationToken);
            throw new TaskCanceledException("timed out", new TimeoutException());
        }
    }
}
