using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using static RxTim.Rest.Tests.Sending;
using static RxTim.Rest.Tests.SocketSending;

namespace RxTim.Rest.Tests;

/// <summary>What real connections do. In each case every identifier has one result (S2), what nobody knows is said to be unknown (S6), and
/// no call's body arrives twice.</summary>
public class SocketFaultTests
{
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
    public async Task S6_Whatever_fails_before_a_connection_is_there_can_be_tried_again()
    {
        Exception[] failures = [new SocketException((int)SocketError.ConnectionReset), new IOException("x"), new HttpRequestException("x"), new HttpRequestException(HttpRequestError.ProxyTunnelError)];
        foreach (var failure in failures)
        {
            var results = await SendAsync(new Fails(failure), Asked);
            Assert.All(results.OneEach(Asked).Values, result => Assert.True(result.Outcome == SendOutcome.Failed && TimErrorCodes.IsTransient(result.Code), result.ToString()));
        }
    }

    [Fact]
    public async Task Where_a_connection_fails_because_too_many_files_are_open_that_is_said()
    {
        // As a socket says it, as a file does, and as the runtime does where it cannot load a part of itself.
        Exception[] failures =
        [
            new HttpRequestException(HttpRequestError.ConnectionError, "x", new SocketException((int)SocketError.TooManyOpenSockets)),
            new HttpRequestException(HttpRequestError.ConnectionError, "x", new IOException("x", 24)),
            new HttpRequestException(HttpRequestError.SecureConnectionError, "x", new FileLoadException("x") { HResult = unchecked((int)0x80070004) }),
        ];
        foreach (var failure in failures)
            Expect(await SendAsync(new Fails(failure), Asked), SendOutcome.Failed, TimErrorCodes.NetworkDisconnected, "too many files are open");
    }

    [Fact]
    public async Task A_connection_that_fails_for_another_reason_says_which() => Expect(
        await SendAsync(new Fails(new HttpRequestException(HttpRequestError.ConnectionError, "x", new FileNotFoundException())), Asked),
        SendOutcome.Failed, TimErrorCodes.NetworkDisconnected, "ConnectionError, FileNotFoundException");

    private sealed class Fails(Exception failure) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(failure);
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
