using System.Net;

namespace RxTim.Node.Tests;

/// <summary>The program as several nodes of one cluster, in a Redis.</summary>
public sealed class ClusterTests
{
    [Fact]
    public async Task A_send_that_one_node_was_given_is_shown_by_another_each_result_once()
    {
        using var redis = await RedisServer.StartAsync();
        using var one = await NodeProcess.StartAsync("--redis", redis.Address);
        using var other = await NodeProcess.StartAsync("--redis", redis.Address);
        var users = Enumerable.Range(1, 25_000).Select(static n => $"user{n}").ToArray();
        await one.PostAsync("/sends/spring", Body.Of(users));
        var lines = await other.LinesAsync("/sends/spring/results");
        Assert.Equal(users.Order(), lines[..^1].Select(Identifier).Order());
        Assert.Contains("\"sent\":25000", lines[^1]);
    }

    [Fact]
    public async Task What_is_in_flight_when_a_node_is_stopped_is_answered_and_the_send_goes_on_elsewhere()
    {
        using var redis = await RedisServer.StartAsync();
        using var one = await NodeProcess.StartAsync("--redis", redis.Address, "--latency", "500ms..500ms", "--per-call", "10", "--calls", "2");
        var users = Enumerable.Range(1, 200).Select(static n => $"user{n}").ToArray();
        await one.PostAsync("/sends/spring", Body.Of(users));
        await one.SignalAsync("TERM");
        Assert.Equal(ExitCode.Ended, await one.EndAsync());
        using var other = await NodeProcess.StartAsync("--redis", redis.Address);
        var lines = await other.LinesAsync("/sends/spring/results");
        Assert.Equal(users.Order(), lines[..^1].Select(Identifier).Order());
        // None was in doubt: what the first had handed over, it waited for.
        Assert.Contains("\"sent\":200,\"failed\":0,\"unknown\":0", lines[^1]);
    }

    [Fact]
    public async Task While_Redis_is_away_requests_are_answered_503_and_then_as_before()
    {
        using var redis = await RedisServer.StartAsync();
        using var node = await NodeProcess.StartAsync("--redis", redis.Address);
        await node.PostAsync("/sends/spring", Body.Of("alice"));
        redis.Kill();
        await node.UntilAsync("/health/ready", HttpStatusCode.ServiceUnavailable);
        await node.UntilAsync("/sends/spring", HttpStatusCode.ServiceUnavailable);
        await redis.GoOnAsync();
        await node.UntilAsync("/health/ready", HttpStatusCode.OK);
        await node.UntilAsync("/sends/spring", HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_node_that_was_given_up_while_it_stood_still_ends_with_4_when_it_goes_on()
    {
        using var redis = await RedisServer.StartAsync();
        using var one = await NodeProcess.StartAsync("--redis", redis.Address);
        using var other = await NodeProcess.StartAsync("--redis", redis.Address);
        await one.SignalAsync("STOP");
        // Shards are spread over the nodes, so these are all sent to only once the first is given up.
        await other.PostAsync("/sends/spring", Body.Of([.. Enumerable.Range(1, 30_000).Select(static n => $"user{n}")]));
        Assert.Contains("\"sent\":30000", (await other.LinesAsync("/sends/spring/results"))[^1]);
        await one.SignalAsync("CONT");
        Assert.Equal(ExitCode.DeclaredDead, await one.EndAsync());
        Assert.Contains("rxtim-node: the cluster has given this node up", one.Output);
    }

    [Fact]
    public async Task A_node_with_another_backend_than_the_others_of_its_cluster_does_not_start()
    {
        using var redis = await RedisServer.StartAsync();
        using var one = await NodeProcess.StartAsync("--redis", redis.Address);
        string[] elsewhere = ["--url", "http://127.0.0.1:0", "--redis", redis.Address, "--rest", "http://127.0.0.1:9", "--sdk-app-id", "1"];
        var (code, output) = await NodeProcess.RunAsync([.. elsewhere, "--admin", "administrator", "--secret-env", "PATH"]);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("rxtim-node: Other nodes of the cluster rxtim send to another backend.", output);

        // Not for ever: once they have ended, the cluster may send elsewhere.
        await one.SignalAsync("TERM");
        Assert.Equal(ExitCode.Ended, await one.EndAsync());
        using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Address);
        Assert.False(await connection.GetDatabase().KeyExistsAsync("rxtim/rxtim-node/backends"));
    }

    [Fact]
    public async Task Nothing_of_a_send_stays_in_Redis_once_its_time_is_over()
    {
        using var redis = await RedisServer.StartAsync();
        using var node = await NodeProcess.StartAsync("--redis", redis.Address, "--keep", "1ms");
        await node.PostAsync("/sends/spring", Body.Of([.. Enumerable.Range(1, 25_000).Select(static n => $"user{n}")]));
        await node.LinesAsync("/sends/spring/results");
        await node.UntilAsync("/sends/spring", HttpStatusCode.NotFound);
        using var connection = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(redis.Address);
        var keys = connection.GetServers()[0].Keys(pattern: "*spring*").Select(static key => $"{key}");
        Assert.Empty(keys);
    }

    private static string Identifier(string line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty("msg_batch_send_result_identifier").GetString()!;
    }
}
