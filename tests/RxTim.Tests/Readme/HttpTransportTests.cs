using System.Net;
using System.Net.Http;

namespace RxTim.Tests;

/// <summary>The README's transport, run with each answer of its backend.</summary>
public sealed class HttpTransportTests
{
    [Theory]
    [InlineData("""[{"msg_batch_send_result_identifier":"a","msg_batch_send_result_code":0},{"msg_batch_send_result_identifier":"b","msg_batch_send_result_code":70107}]""")]
    [InlineData("""{"b":70107}""")]
    public async Task An_answer_in_either_form_has_each_users_code(string json)
    {
        var ending = await EndAsync(_ => Answer(HttpStatusCode.OK, json));
        Assert.Equal([("a", 0), ("b", 70107)], ending.Codes.Order());
    }

    [Fact]
    public async Task A_backend_with_too_many_calls_is_left_alone_for_a_second()
    {
        var time = new VirtualTime();
        var calls = 0;
        var running = EndAsync(
            _ => ++calls == 1 ? Answer(HttpStatusCode.TooManyRequests, "slower") : Answer(HttpStatusCode.OK, "{}"),
            new() { TimeProvider = time, ResultTimeout = Timeout.InfiniteTimeSpan });
        await time.TimersArmedAsync(1);
        time.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Equal(1, calls);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.Equal([("a", 0), ("b", 0)], (await running).Codes.Order());
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task A_backend_that_lets_nobody_in_stops_the_send()
    {
        var ending = await EndAsync(_ => Answer(HttpStatusCode.Unauthorized, "log in"));
        Assert.Equal(TimErrorCodes.UserSigExpired, ending.TimError.Code);
    }

    [Fact]
    public async Task What_the_backend_does_not_take_is_not_sent()
    {
        var ending = await EndAsync(_ => Answer(HttpStatusCode.BadRequest, "no"));
        Assert.Equal([("a", SendOutcome.Failed), ("b", SendOutcome.Failed)], ending.Outcomes.Order());
    }

    [Fact]
    public async Task Of_a_connection_that_breaks_nobody_knows()
    {
        var ending = await EndAsync(_ => throw new HttpRequestException("broken"));
        Assert.Equal([("a", SendOutcome.Unknown), ("b", SendOutcome.Unknown)], ending.Outcomes.Order());
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string text) => new(status) { Content = new StringContent(text) };

    private static async Task<Ending> EndAsync(Func<HttpRequestMessage, HttpResponseMessage> backend, TimClientOptions? options = null)
    {
        using var http = new HttpClient(new Backend(backend)) { BaseAddress = new Uri("http://localhost") };
        await using var client = new TimClient(new HttpTransport(http), options);
        return await client.RunAsync(Face.Push, Ask.For("a", "b")).Soon();
    }

    private sealed class Backend(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return answer(request);
        }
    }
}
