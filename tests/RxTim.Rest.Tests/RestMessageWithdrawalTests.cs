using System.Net;
using System.Text.Json.Nodes;
using RxTim.Tests;
using static RxTim.Rest.Tests.Sending;

namespace RxTim.Rest.Tests;

public class RestMessageWithdrawalTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, Admin)]
    [InlineData("sender", "sender")]
    public async Task A_message_is_taken_back_from_one_user_in_one_call(string? from, string sender)
    {
        var stub = StubHandler.Answers("""{"ActionStatus":"OK","ErrorInfo":"","ErrorCode":0}""");

        await Over(stub, Options with { From = from }).WithdrawAsync("röng", "1_2_3", Cancellation);

        var request = Assert.Single(stub.Requests);
        Assert.Equal("https://rest.test/v4/openim/admin_msgwithdraw", request.Uri.GetLeftPart(UriPartial.Path));
        JsonAssert.Same($$"""{"From_Account":"{{sender}}","To_Account":"röng","MsgKey":"1_2_3"}""", request.Json);
    }

    [Fact]
    public async Task A_message_that_was_taken_back_before_is_taken_back()
    {
        await Over(StubHandler.Answers("""{"ActionStatus":"FAIL","ErrorInfo":"already","ErrorCode":20023}""")).WithdrawAsync("a", "1_2_3", Cancellation);
    }

    [Theory]
    [InlineData(20022, "There is no such message")]
    [InlineData(90054, "MsgKey is not valid")]
    [InlineData(91000, "try again")]
    [InlineData(123456, "the reason")]
    public async Task What_the_backend_refuses_has_its_code_and_what_it_means(int code, string says)
    {
        var failed = await FailsAsync(StubHandler.Answers($$"""{"ActionStatus":"FAIL","ErrorInfo":"the reason","ErrorCode":{{code}}}"""));

        Assert.Equal(code, failed.Code);
        Assert.Contains($"rest.test does not take back the message to a: {code}", failed.Message, StringComparison.Ordinal);
        Assert.Contains(says, failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, 60018)]
    [InlineData(HttpStatusCode.NotFound, 6010)]
    [InlineData(HttpStatusCode.BadGateway, 6001)]
    public async Task An_HTTP_error_says_whether_the_backend_can_have_heeded_it(HttpStatusCode status, int code)
    {
        var failed = await FailsAsync(new StubHandler(_ => new HttpResponseMessage(status)));

        Assert.Equal(code, failed.Code);
        Assert.Equal((int)status >= 500, TimErrorCodes.IsUnknownOutcome(code));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, "30", 30)]
    [InlineData(HttpStatusCode.ServiceUnavailable, "30", 30)]
    [InlineData(HttpStatusCode.ServiceUnavailable, null, null)]
    [InlineData(HttpStatusCode.BadGateway, "30", null)]
    public async Task A_Retry_After_is_told(HttpStatusCode status, string? header, int? seconds)
    {
        var failed = await FailsAsync(new StubHandler(_ =>
        {
            var answer = new HttpResponseMessage(status);
            if (header is not null)
                answer.Headers.Add("Retry-After", header);
            return answer;
        }));
        Assert.Equal(seconds is { } pause ? TimeSpan.FromSeconds(pause) : null, failed.RetryAfter);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"ErrorCode":"0"}""")]
    public async Task What_is_no_answer_leaves_unknown_whether_it_was_taken_back(string answer)
    {
        Assert.True(TimErrorCodes.IsUnknownOutcome((await FailsAsync(StubHandler.Answers(answer))).Code));
    }

    [Fact]
    public async Task S18_A_lost_answer_leaves_it_unknown_and_a_refused_connection_does_not()
    {
        await using var server = new RawServer(connection => connection.ReadRequestAsync());

        var lost = await FailsAsync(new SocketsHttpHandler { UseProxy = false }, Options with { Domain = server.Address });
        var refused = await FailsAsync(new SocketsHttpHandler { UseProxy = false }, Options with { Domain = RawServer.NobodyListens() });

        Assert.True(TimErrorCodes.IsUnknownOutcome(lost.Code));
        Assert.Equal(9511, refused.Code);
    }

    [Fact]
    public async Task An_expired_UserSig_is_renewed()
    {
        var calls = 0;
        var stub = new StubHandler(_ => StubHandler.Json(Interlocked.Increment(ref calls) == 1 ? """{"ErrorCode":70001}""" : """{"ErrorCode":0}"""));
        var sigs = 0;

        await Over(stub, Options with { UserSig = UserSigSource.From(() => ValueTask.FromResult($"sig{++sigs}")) }).WithdrawAsync("a", "1_2_3", Cancellation);

        Assert.Equal(["sig1", "sig2"], stub.Requests.Select(request => request.UserSig));
    }

    [Fact]
    public async Task A_cancelled_one_ends_at_once()
    {
        using var cancelling = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await cancelling.CancelAsync();
            await connection.HoldAsync();
        });
        var withdrawal = Over(new SocketsHttpHandler { UseProxy = false }, Options with { Domain = server.Address });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => withdrawal.WithdrawAsync("a", "1_2_3", cancelling.Token));
    }

    [Fact]
    public async Task Without_an_identifier_or_a_MsgKey_nobody_is_called()
    {
        var stub = StubHandler.SendsAll();

        await Assert.ThrowsAsync<ArgumentNullException>("identifier", () => Over(stub).WithdrawAsync(null!, "1_2_3", Cancellation));
        await Assert.ThrowsAsync<ArgumentException>("msgKey", () => Over(stub).WithdrawAsync("a", "", Cancellation));
        Assert.Empty(stub.Requests);
    }

    private static RestMessageWithdrawal Over(HttpMessageHandler handler, RestTransportOptions? options = null) =>
        new(new HttpClient(handler), options ?? Options);

    private static Task<TimException> FailsAsync(HttpMessageHandler handler, RestTransportOptions? options = null) =>
        Assert.ThrowsAsync<TimException>(() => Over(handler, options).WithdrawAsync("a", "1_2_3", Cancellation));
}
