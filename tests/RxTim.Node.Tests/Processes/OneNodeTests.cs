using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace RxTim.Node.Tests;

/// <summary>The program itself, alone.</summary>
public sealed class OneNodeTests
{
    private const string Token = "a-token-of-this-test";

    [Fact]
    public async Task It_sends_shows_each_result_once_and_ends_with_0_on_SIGTERM()
    {
        using var node = await NodeProcess.StartAsync("--fail", "user7=70107");
        var users = Enumerable.Range(1, 1_000).Select(static n => $"user{n}").ToArray();
        Assert.Contains("\"asked\":1000", await node.PostAsync("/sends/spring", Body.Of(users)));
        var lines = await node.LinesAsync("/sends/spring/results");
        Assert.Equal(
            users.Order(),
            lines[..^1].Select(Identifier).Order());
        Assert.Contains("\"end\":{\"name\":\"spring\",\"state\":\"completed\"", lines[^1]);
        Assert.Contains("\"sent\":999,\"failed\":1", lines[^1]);
        Assert.Contains("\"spring\"", Assert.Single(await node.LinesAsync("/sends")));
        await node.SignalAsync("TERM");
        Assert.Equal(ExitCode.Ended, await node.EndAsync());
        Assert.Contains("nothing survives its end", node.Output);
        Assert.Contains("Ended.", node.Output);
        Assert.DoesNotContain("user7", node.Output);
    }

    private static string Identifier(string line)
    {
        using var json = System.Text.Json.JsonDocument.Parse(line);
        return json.RootElement.GetProperty("msg_batch_send_result_identifier").GetString()!;
    }

    [Fact]
    public async Task A_token_is_needed_where_one_is_set_and_shows_nowhere()
    {
        using var node = await NodeProcess.StartAsync([("THE_TOKEN", Token)], "--token-env", "THE_TOKEN");
        using (var refused = await node.Http.GetAsync("/sends", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        node.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Empty(await node.LinesAsync("/sends"));
        await node.SignalAsync("INT");
        Assert.Equal(ExitCode.Ended, await node.EndAsync());
        Assert.DoesNotContain(Token, node.Output);
    }

    [Fact]
    public async Task A_second_signal_ends_it_at_once()
    {
        using var node = await NodeProcess.StartAsync("--latency", "600s..600s", "--drain", "1h", "--result-timeout", "1h");
        await node.PostAsync("/sends/spring", Body.Of("alice"));
        await node.SignalAsync("TERM");
        while (!node.Output.Contains("Stopping", StringComparison.Ordinal))
            await Task.Delay(20, TestContext.Current.CancellationToken);
        await node.SignalAsync("TERM");
        Assert.Equal(143, await node.EndAsync());
    }

    [Fact]
    public async Task A_port_that_is_taken_is_said()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var (code, output) = await NodeProcess.RunAsync("--embedded", "--url", $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains("rxtim-node: the HTTP API cannot listen: ", output);
    }

    [Fact]
    public async Task A_Redis_that_is_away_is_waited_for_and_then_said()
    {
        using var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = nobody.LocalEndpoint.ToString()!;
        nobody.Stop();
        var (code, output) = await NodeProcess.RunAsync("--embedded", "--url", "http://127.0.0.1:0", "--redis", address, "--redis-wait", "1s");
        Assert.Equal(ExitCode.Failed, code);
        Assert.Contains($"Redis at {address} did not answer within 1 s.", output);
    }
}
