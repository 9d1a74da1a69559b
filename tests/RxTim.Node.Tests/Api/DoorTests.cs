using System.Net;
using System.Runtime.CompilerServices;
using RxTim.Orleans;

namespace RxTim.Node.Tests;

/// <summary>While the cluster cannot be reached.</summary>
public sealed class DoorTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task While_the_silo_starts_requests_are_told_to_come_again()
    {
        await using var api = await RunningApi.StartAsync(isOpen: false);
        var (list, results) = (await api.GetAsync("/sends"), await api.GetAsync("/sends/spring/results"));
        foreach (var answer in (Answer[])[list, results, await api.PostAsync("/sends/spring", Body.Of("alice"))])
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), (answer.Status, answer["reason"]));
            Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter?.Delta);
        }
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/live")).Status);
        var ready = await api.GetAsync("/health/ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "The node is starting."), (ready.Status, ready["error"]));
    }

    [Fact]
    public async Task While_the_storage_is_away_too_and_then_not_any_longer()
    {
        await using var api = await RunningApi.StartAsync();
        api.Door.StorageFault = static () => "Redis is away.";
        Assert.Equal("Redis is away.", (await api.GetAsync("/sends/spring"))["error"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await api.GetAsync("/health/ready")).Status);
        api.Door.StorageFault = static () => null;
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/sends/spring")).Status);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/health/ready")).Status);
    }

    [Fact]
    public async Task A_stream_that_runs_when_the_node_stops_ends_with_a_line_that_says_so()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.ResultsFrom = static (_, stop) => Endless(stop);
        using var response = await api.Http.GetAsync("/sends/spring/results", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await api.Door.CloseAsync("The node is stopping.");
        var lines = (await response.Content.ReadAsStringAsync(Cancelled)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("alice", lines[0]);
        Assert.Equal("""{"error":"The node is stopping.","reason":"unavailable"}""", lines[^1]);
    }

    [Fact]
    public async Task A_send_that_is_given_its_identifiers_when_the_node_stops_is_answered_503()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.Take = static (_, send, stop) =>
        {
            send.Taken.Enqueue("begun");
            return Task.Delay(Timeout.Infinite, stop);
        };
        var answer = api.PostAsync("/sends/spring", Body.Of("alice"));
        while (!api.Sends.Started.TryGetValue("spring", out var send) || send.Taken.IsEmpty)
            await Task.Yield();
        await api.Door.CloseAsync("The node is stopping.");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unavailable"), ((await answer).Status, (await answer)["reason"]));
    }

    private static async IAsyncEnumerable<ClusterResult> Endless([EnumeratorCancellation] CancellationToken stop)
    {
        yield return new ClusterResult(new MsgBatchSendResult("alice", 0), default);
        await Task.Delay(Timeout.Infinite, stop);
    }
}
