using System.Net;
using RxTim.Orleans;

namespace RxTim.Node.Tests;

/// <summary>The other addresses of sends.</summary>
public sealed class CommandTests
{
    public static TheoryData<Exception, HttpStatusCode, string> Faults => new()
    {
        { new ClusterSendException(ClusterSendError.NotFound, "x"), HttpStatusCode.NotFound, "notFound" },
        { new ClusterSendException(ClusterSendError.NameTaken, "x"), HttpStatusCode.Conflict, "nameTaken" },
        { new ClusterSendException(ClusterSendError.Cancelled, "x"), HttpStatusCode.Conflict, "cancelled" },
        { new ClusterSendException(ClusterSendError.Ended, "x"), HttpStatusCode.Conflict, "ended" },
        { new ClusterSendException(ClusterSendError.StillRunning, "x"), HttpStatusCode.Conflict, "stillRunning" },
        { new ClusterSendException(ClusterSendError.Removed, "x"), HttpStatusCode.Gone, "removed" },
        { new ClusterSendException(ClusterSendError.NotSupported, "x"), HttpStatusCode.NotImplemented, "notSupported" },
        { new ClusterSendException(ClusterSendError.Unavailable, "x"), HttpStatusCode.ServiceUnavailable, "unavailable" },
        { new TimException(TimErrorCodes.UserSigExpired, "x"), HttpStatusCode.BadGateway, "backend" },
        { new TimeoutException("x"), HttpStatusCode.ServiceUnavailable, "unavailable" },
        { new global::Orleans.Runtime.OrleansException("x"), HttpStatusCode.ServiceUnavailable, "unavailable" },
        { new IOException("x", new StackExchange.Redis.RedisException("x")), HttpStatusCode.ServiceUnavailable, "unavailable" },
        { new ArgumentException("x"), HttpStatusCode.BadRequest, "badInput" },
        { new InvalidOperationException("x"), HttpStatusCode.InternalServerError, "failed" },
    };

    [Theory]
    [InlineData("pause", "paused")]
    [InlineData("resume", "running")]
    [InlineData("cancel", "cancelled")]
    public async Task A_send_is_told_and_its_progress_answered(string command, string state)
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.PostAsync($"/sends/spring/{command}");
        Assert.Equal((HttpStatusCode.OK, state), (answer.Status, answer["state"]));
        Assert.Equal([$"{command} spring"], api.Sends.Commands);
    }

    [Fact]
    public async Task Progress_of_a_send_that_is_not_there_is_not_found()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/sends/spring")).Status);
        var answer = await api.GetAsync("/sends/nobody");
        Assert.Equal((HttpStatusCode.NotFound, "notFound"), (answer.Status, answer["reason"]));
    }

    [Fact]
    public async Task All_sends_are_listed_a_line_each()
    {
        await using var api = await RunningApi.StartAsync();
        await api.PostAsync("/sends/spring", Body.Of("alice"));
        await api.PostAsync("/sends/autumn", Body.Of("alice"));
        var answer = await api.GetAsync("/sends");
        Assert.Equal(2, answer.Lines.Length);
        Assert.StartsWith("""{"name":"autumn","state":"running",""", answer.Lines[0]);
    }

    [Fact]
    public async Task A_withdrawal_is_a_line_for_each_who_had_the_message_then_the_end()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.Withdrawals = static _ => new[]
        {
            new WithdrawResult("alice", 0, "", WithdrawOutcome.Withdrawn),
            new WithdrawResult("bob", 20022, "too late", WithdrawOutcome.Failed),
            new WithdrawResult("carol", 6012, "no answer", WithdrawOutcome.Unknown),
        }.ToAsyncEnumerable();
        var answer = await api.PostAsync("/sends/spring/withdraw");
        Assert.Equal(
            [
                """{"identifier":"alice","code":0,"desc":"","outcome":"withdrawn"}""",
                """{"identifier":"bob","code":20022,"desc":"too late","outcome":"failed"}""",
                """{"identifier":"carol","code":6012,"desc":"no answer","outcome":"unknown"}""",
            ],
            answer.Lines[..3]);
        Assert.StartsWith("{\"end\":{\"name\":\"spring\"", answer.Lines[3]);
    }

    [Fact]
    public async Task A_withdrawal_of_a_send_that_runs_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.Withdrawals = static _ => throw new ClusterSendException(ClusterSendError.StillRunning, "It runs.");
        var answer = await api.PostAsync("/sends/spring/withdraw");
        Assert.Equal((HttpStatusCode.Conflict, "stillRunning"), (answer.Status, answer["reason"]));
    }

    [Fact]
    public async Task A_withdrawal_that_the_backend_stops_says_so_in_its_last_line_and_names_nobody()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.Withdrawals = static _ => Stopped();
        var answer = await api.PostAsync("/sends/spring/withdraw");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(2, answer.Lines.Length);
        Assert.StartsWith($$"""{"error":"The backend did not do it. Its code is {{TimErrorCodes.UserSigExpired}}: """, answer.Lines[1]);
        Assert.Contains(TimErrorCodes.Describe(TimErrorCodes.UserSigExpired)!, answer.Lines[1]);
        Assert.DoesNotContain("bob", answer.Lines[1]);

        static async IAsyncEnumerable<WithdrawResult> Stopped()
        {
            await Task.Yield();
            yield return new WithdrawResult("alice", 0, "", WithdrawOutcome.Withdrawn);
            throw new TimException(TimErrorCodes.UserSigExpired, "bob was refused");
        }
    }

    [Theory, MemberData(nameof(Faults))]
    public async Task Each_fault_has_its_status_and_its_reason(Exception fault, HttpStatusCode status, string reason)
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.Fault = fault;
        var start = await api.PostAsync("/sends/spring", Body.Of("alice"));
        var progress = await api.GetAsync("/sends/spring");
        var list = await api.GetAsync("/sends");
        Assert.All([start, progress, list, await api.PostAsync("/sends/spring/pause")], answer =>
        {
            Assert.Equal((status, reason), (answer.Status, answer["reason"]));
            Assert.Equal(status == HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
        });
    }

    [Fact]
    public async Task Other_addresses_and_methods_are_told_apart()
    {
        await using var api = await RunningApi.StartAsync();
        var nothing = await api.GetAsync("/");
        Assert.Equal((HttpStatusCode.NotFound, "noSuchAddress"), (nothing.Status, nothing["reason"]));
        var method = await api.GetAsync("/sends/spring/pause");
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "noSuchAddress"), (method.Status, method["reason"]));
    }
}
