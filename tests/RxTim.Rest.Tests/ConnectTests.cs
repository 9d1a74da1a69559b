using Microsoft.Extensions.Time.Testing;
using static RxTim.Rest.Tests.Sending;
using static RxTim.Rest.Tests.SocketSending;

namespace RxTim.Rest.Tests;

/// <summary>Connections that are never made: nothing can have left, and that is said.</summary>
public class ConnectTests
{
    private static readonly RetryOptions Twice = new() { MaxAttempts = 2, FirstDelay = TimeSpan.FromTicks(1) };

    [Fact]
    public async Task S18_A_connection_that_is_never_made_failed_when_the_time_for_an_answer_is_over()
    {
        var connecting = new TaskCompletionSource();
        var time = new FakeTimeProvider();
        using var http = new HttpClient(NeverConnects(connecting));

        var sending = SendAsync(new RestTransport(http, Options), new() { TimeProvider = time, ResultTimeout = TimeSpan.FromSeconds(4) }, Message.Text("t"), Asked);
        await connecting.Task;
        time.Advance(TimeSpan.FromSeconds(4));

        var results = await sending;
        Expect(results, SendOutcome.Failed, 9510, "had not left within 4 s; nothing was sent");
        Assert.True(TimErrorCodes.IsTransient(results[0].Code));
    }

    [Fact]
    public async Task S18_A_connection_that_is_never_made_failed_after_the_connect_timeout()
    {
        var connecting = new TaskCompletionSource();
        var time = new FakeTimeProvider();
        using var http = new HttpClient(NeverConnects(connecting));
        var options = Options with { TimeProvider = time, ConnectTimeout = TimeSpan.FromSeconds(3) };

        var sending = SendAsync(new RestTransport(http, options), new(), Message.Text("t"), Asked);
        await connecting.Task;
        time.Advance(TimeSpan.FromSeconds(3));

        Expect(await sending, SendOutcome.Failed, 9510, "no connection was made within 3 s; nothing was sent");
    }

    [Fact]
    public async Task S18_A_TLS_handshake_that_is_never_answered_failed_and_nothing_was_sent()
    {
        var greeted = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadByteAsync();
            greeted.TrySetResult();
            await connection.HoldAsync();
        });
        var time = new FakeTimeProvider();
        var options = Options with { Domain = new UriBuilder(server.Address) { Scheme = "https" }.Uri, TimeProvider = time };

        var sending = SendAsync(new SocketsHttpHandler { UseProxy = false }, options, Message.Text("t"), Asked);
        await greeted.Task;
        time.Advance(options.ConnectTimeout);

        Expect(await sending, SendOutcome.Failed, 9510, "no connection was made within 10 s; nothing was sent");
    }

    [Fact]
    public async Task What_never_left_is_tried_again()
    {
        var time = new FakeTimeProvider();
        var stub = StubHandler.SendsAll();
        var handler = new HangsFirst { InnerHandler = stub };
        var transport = new RestTransport(new HttpClient(handler), Options with { TimeProvider = time });

        var sending = SendAsync(transport, new() { Retry = Twice }, Message.Text("t"), Asked);
        await handler.Hangs.Task;
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.All((await sending).OneEach(Asked).Values, result => Assert.Equal((0, 2), (result.Code, result.Attempts)));
        Assert.Single(stub.Requests);
    }

    [Fact]
    public async Task S18_A_body_that_was_given_up_never_leaves_although_the_handler_goes_on()
    {
        var time = new FakeTimeProvider();
        var stub = StubHandler.SendsAll();
        var handler = new HangsFirst { InnerHandler = stub, IsDeaf = true };
        var transport = new RestTransport(new HttpClient(handler), Options with { TimeProvider = time });

        var sending = SendAsync(transport, new(), Message.Text("t"), Asked);
        await handler.Hangs.Task;
        time.Advance(TimeSpan.FromSeconds(10));
        handler.GoesOn.SetResult();

        Expect(await sending, SendOutcome.Failed, 9510, "nothing was sent");
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task S7_A_body_of_a_send_that_is_over_never_leaves()
    {
        var stub = StubHandler.SendsAll();
        var handler = new HangsFirst { InnerHandler = stub, IsDeaf = true };
        await using var client = new TimClient(new RestTransport(new HttpClient(handler), Options));
        using var cancelling = new CancellationTokenSource();
        var results = client.MsgBatchSendAsync(MsgBatchSendParam.Create(Message.Text("t"), Asked), cancelling.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        var next = results.MoveNextAsync();
        await handler.Hangs.Task;
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        handler.GoesOn.SetResult();

        await Assert.ThrowsAsync<NotSupportedException>(() => handler.Sent.Task);
        Assert.Empty(stub.Requests);
    }

    [Fact]
    public async Task S18_A_request_that_left_is_unknown_however_long_the_connection_took()
    {
        var arrived = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            arrived.TrySetResult();
            await connection.HoldAsync();
        });
        var time = new FakeTimeProvider();
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var transport = new RestTransport(http, Options with { Domain = server.Address, TimeProvider = time });

        var sending = SendAsync(transport, new() { TimeProvider = time, ResultTimeout = TimeSpan.FromSeconds(20) }, Message.Text("t"), Asked);
        await arrived.Task;
        time.Advance(TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));

        Expect(await sending, SendOutcome.Unknown, 6012, "no answer within 20 s");
    }

    [Fact]
    public async Task S18_A_handlers_own_time_limit_before_anything_left_can_be_tried_again()
    {
        var results = await SendAsync(new Rejects(), Asked);

        Expect(results, SendOutcome.Failed, 9510, "TimeoutRejectedException");
    }

    private static SocketsHttpHandler NeverConnects(TaskCompletionSource connecting) => new()
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            connecting.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("Nobody waits that long.");
        },
    };

    // Keeps the first request, for ever or until it may go on, and lets the others pass.
    private sealed class HangsFirst : DelegatingHandler
    {
        private int requests;

        public TaskCompletionSource Hangs { get; } = new();

        public TaskCompletionSource GoesOn { get; } = new();

        public TaskCompletionSource<HttpResponseMessage> Sent { get; } = new();

        public bool IsDeaf { get; init; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Interlocked.Increment(ref requests) > 1)
                return await base.SendAsync(request, cancellationToken);
            Hangs.SetResult();
            await GoesOn.Task.WaitAsync(IsDeaf ? CancellationToken.None : cancellationToken);
            try
            {
                var response = await base.SendAsync(request, CancellationToken.None);
                Sent.SetResult(response);
                return response;
            }
            catch (Exception thrown)
            {
                Sent.SetException(thrown);
                throw;
            }
        }
    }

    private sealed class Rejects : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromException<HttpResponseMessage>(new Polly.Timeout.TimeoutRejectedException("10 s"));
    }
}
