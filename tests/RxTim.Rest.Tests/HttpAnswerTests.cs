using System.Net;
using static RxTim.Rest.Tests.Sending;
using static RxTim.Rest.Tests.SocketSending;

namespace RxTim.Rest.Tests;

/// <summary>Answers over real connections that are none of the API's: each is a clear result, and no call's body arrives twice.</summary>
public class HttpAnswerTests
{
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
    [InlineData("301 Moved Permanently", false, SendOutcome.Failed, 6010)]
    [InlineData("302 Found", false, SendOutcome.Failed, 6010)]
    [InlineData("303 See Other", false, SendOutcome.Unknown, 6001)]
    [InlineData("307 Temporary Redirect", false, SendOutcome.Failed, 6010)]
    [InlineData("308 Permanent Redirect", false, SendOutcome.Failed, 6010)]
    [InlineData("301 Moved Permanently", true, SendOutcome.Unknown, 6001)]
    [InlineData("302 Found", true, SendOutcome.Unknown, 6001)]
    [InlineData("303 See Other", true, SendOutcome.Unknown, 6001)]
    [InlineData("307 Temporary Redirect", true, SendOutcome.Unknown, 6201)]
    [InlineData("308 Permanent Redirect", true, SendOutcome.Unknown, 6201)]
    public async Task S18_A_redirect_is_known_by_its_status_and_no_message_follows_it(string status, bool handlerFollows, SendOutcome outcome, int code)
    {
        await using var elsewhere = Answering(connection => connection.AnswerAsync(SentToAll));
        await using var server = Answering(connection => connection.AnswerAsync("", status: status, headers: $"Location: {elsewhere.Address}\r\nConnection: close\r\n"));
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = handlerFollows };

        var results = await SendAsync(handler, Options with { Domain = server.Address }, Message.Text("t"), Asked);

        Expect(results, outcome, code, "redirect");
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

    private sealed class TriesAgain : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.StatusCode == HttpStatusCode.OK ? response : await base.SendAsync(request, cancellationToken);
        }
    }
}
