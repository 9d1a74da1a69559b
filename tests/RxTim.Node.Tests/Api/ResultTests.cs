using System.Net;
using Microsoft.Extensions.Time.Testing;
using RxTim.Orleans;

namespace RxTim.Node.Tests;

/// <summary><c>GET /sends/{name}/results</c>.</summary>
public sealed class ResultTests
{
    private const string End = """{"end":{"name":"spring","state":"waitingForConsumer",""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Results_are_lines_of_the_SDKs_JSON_then_the_cursor_and_the_end()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.ResultsFrom = static (_, _) => Results("alice", "bob").ToAsyncEnumerable();
        var answer = await api.GetAsync("/sends/spring/results");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal([Results("alice").Single().Result.ToJson(), Results("bob").Single().Result.ToJson()], answer.Lines[..2]);
        Assert.Equal("""{"cursor":"0;0:2"}""", answer.Lines[2]);
        Assert.StartsWith(End, answer.Lines[3]);
        Assert.Equal(4, answer.Lines.Length);
    }

    [Fact]
    public async Task They_go_on_behind_a_cursor()
    {
        await using var api = await RunningApi.StartAsync();
        ClusterCursor? asked = null;
        api.Sends.ResultsFrom = (from, _) =>
        {
            asked = from;
            return AsyncEnumerable.Empty<ClusterResult>();
        };
        var answer = await api.GetAsync("/sends/spring/results?from=12;12:4000;14:37");
        Assert.Equal("12;12:4000;14:37", asked.ToString());
        Assert.Equal("""{"cursor":"12;12:4000;14:37"}""", answer.Lines[0]);
    }

    [Fact]
    public async Task What_has_come_is_written_before_more_is_waited_for()
    {
        await using var api = await RunningApi.StartAsync();
        var more = new TaskCompletionSource();
        api.Sends.ResultsFrom = (_, _) => Then(Results("alice"), more.Task, Results("bob"));
        using var response = await api.Http.GetAsync("/sends/spring/results", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        Assert.Contains("\"alice\"", await lines.ReadLineAsync(Cancelled));
        Assert.Equal("""{"cursor":"0;0:1"}""", await lines.ReadLineAsync(Cancelled));
        more.SetResult();
        string? line;
        while ((line = await lines.ReadLineAsync(Cancelled))?.StartsWith("{\"cursor\"", StringComparison.Ordinal) == true)
        {
        }
        Assert.Contains("\"bob\"", line);
    }

    [Fact]
    public async Task While_nothing_comes_the_cursor_is_said_each_second()
    {
        var time = new FakeTimeProvider();
        await using var api = await RunningApi.StartAsync(time: time);
        api.Sends.ResultsFrom = static (_, stop) => Then([], Task.Delay(Timeout.Infinite, stop), []);
        var asked = api.Http.GetAsync("/sends/spring/results?from=3", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var response = await TimeGoesOnUntil(asked, time);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        for (var second = 0; second < 3; second++)
            Assert.Equal("""{"cursor":"3"}""", await TimeGoesOnUntil(lines.ReadLineAsync(Cancelled).AsTask(), time));
    }

    [Fact]
    public async Task Results_come_as_events_whose_id_is_the_cursor()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.ResultsFrom = static (_, _) => Results("alice").ToAsyncEnumerable();
        var answer = await api.GetAsync("/sends/spring/results", ("Accept", "text/event-stream"));
        Assert.StartsWith($"event: result\nid: 0;0:1\ndata: {Results("alice").Single().Result.ToJson()}\n\n", answer.Text);
        Assert.Contains("\n\nevent: end\ndata: {\"name\":\"spring\"", answer.Text);
    }

    [Fact]
    public async Task Events_go_on_behind_the_last_one_that_a_reader_had()
    {
        await using var api = await RunningApi.StartAsync();
        ClusterCursor? asked = null;
        api.Sends.ResultsFrom = (from, _) =>
        {
            asked = from;
            return AsyncEnumerable.Empty<ClusterResult>();
        };
        await api.GetAsync("/sends/spring/results?from=1", ("Accept", "text/event-stream"), ("Last-Event-ID", "4;4:9"));
        Assert.Equal("4;4:9", asked.ToString());
    }

    [Fact]
    public async Task A_send_that_is_not_there_is_not_found()
    {
        await using var api = await RunningApi.StartAsync();
        var answer = await api.GetAsync("/sends/nobody/results");
        Assert.Equal((HttpStatusCode.NotFound, "notFound"), (answer.Status, answer["reason"]));
    }

    [Fact]
    public async Task A_cursor_that_is_none_is_refused()
    {
        await using var api = await RunningApi.StartAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await api.GetAsync("/sends/spring/results?from=yesterday")).Status);
    }

    [Fact]
    public async Task Results_that_are_removed_are_gone()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.ResultsFrom = static (_, _) => Failing([], new ClusterSendException(ClusterSendError.Removed, "They were removed."));
        var answer = await api.GetAsync("/sends/spring/results");
        Assert.Equal((HttpStatusCode.Gone, "removed", "They were removed."), (answer.Status, answer["reason"], answer["error"]));
    }

    [Fact]
    public async Task A_fault_in_the_middle_is_the_last_line_behind_the_results_that_came()
    {
        await using var api = await RunningApi.StartAsync();
        var fault = new ClusterSendException(ClusterSendError.Unavailable, "No silo.");
        api.Sends.ResultsFrom = (_, _) => Failing(Results("alice"), fault);
        var answer = await api.GetAsync("/sends/spring/results");
        Assert.Contains("\"alice\"", answer.Lines[0]);
        Assert.Equal("""{"error":"No silo.","reason":"unavailable"}""", answer.Lines[^1]);
    }

    [Fact]
    public async Task What_nobody_has_foreseen_cuts_the_answer_and_its_text_is_not_told()
    {
        await using var api = await RunningApi.StartAsync();
        api.Sends.ResultsFrom = static (_, _) => Failing(Results("alice"), new InvalidOperationException("alice's secret"));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => api.GetAsync("/sends/spring/results"));
        Assert.Contains("System.InvalidOperationException", api.Log.ToString());
        Assert.DoesNotContain("Error 301 GET /sends/spring/results failed: alice", api.Log.ToString());
    }

    [Fact]
    public async Task A_slow_reader_slows_the_reading_S8()
    {
        const int Many = 3_000_000;
        await using var api = await RunningApi.StartAsync();
        var given = 0;
        api.Sends.ResultsFrom = (_, _) => Counted();
        using var response = await api.Http.GetAsync("/sends/spring/results", HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var unread = await response.Content.ReadAsStreamAsync(Cancelled);
        for (var (last, same) = (-1, 0); same < 50; (last, same) = (given, given == last ? same + 1 : 0))
            await api.GetAsync("/sends/spring");
        Assert.InRange(given, 1, Many - 1);

        async IAsyncEnumerable<ClusterResult> Counted()
        {
            await Task.Yield();
            var result = Results("alice").Single();
            for (given = 1; given < Many; given++)
                yield return result;
        }
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_its_own_request_only()
    {
        await using var api = await RunningApi.StartAsync();
        var left = new TaskCompletionSource();
        api.Sends.ResultsFrom = (_, stop) => Watched(stop);
        using (await api.Http.GetAsync("/sends/spring/results", HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
        }
        await left.Task.WaitAsync(Cancelled);
        Assert.Equal(HttpStatusCode.OK, (await api.GetAsync("/sends/spring")).Status);

        async IAsyncEnumerable<ClusterResult> Watched([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
        {
            try
            {
                yield return Results("alice").Single();
                await Task.Delay(Timeout.Infinite, stop);
            }
            finally
            {
                left.SetResult();
            }
        }
    }

    private static List<ClusterResult> Results(params string[] identifiers) => [.. identifiers.Select(static (identifier, at) =>
        new ClusterResult(new MsgBatchSendResult(identifier, 0), ClusterCursor.Parse($"0;0:{at + 1}")))];

    private static async IAsyncEnumerable<ClusterResult> Then(List<ClusterResult> first, Task wait, List<ClusterResult> then)
    {
        foreach (var result in first)
            yield return result;
        await wait;
        foreach (var result in then)
            yield return result;
    }

    private static async IAsyncEnumerable<ClusterResult> Failing(List<ClusterResult> results, Exception fault)
    {
        foreach (var result in results)
            yield return result;
        await Task.Yield();
        throw fault;
    }

    private static async Task<T> TimeGoesOnUntil<T>(Task<T> done, FakeTimeProvider time)
    {
        while (!done.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(0.1));
            await Task.Yield();
        }
        return await done;
    }
}
