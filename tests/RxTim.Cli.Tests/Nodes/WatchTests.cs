namespace RxTim.Cli.Tests;

/// <summary><c>rxtim watch</c>, and what a node may answer that is wrong.</summary>
public sealed class WatchTests
{
    private static readonly string[] People = [.. Enumerable.Range(1, 20).Select(static n => $"user{n}")];

    [Fact]
    public async Task It_shows_all_results_of_a_send_from_the_first()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);

        var result = await WatchAsync(await cluster.StartAsync());

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(People, result.Identifiers);
    }

    [Fact]
    public async Task It_shows_the_results_behind_a_cursor()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);

        var result = await WatchAsync(await cluster.StartAsync(), "--from", "c15");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(People[15..], result.Identifiers);
    }

    [Fact]
    public async Task It_waits_for_a_send_that_is_paused_and_says_so()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        cluster.Add("campaign", ["alice"], isOver: false).Become("paused");
        var watch = WatchAsync(node);

        // It looks at the progress a second time only after the results have been silent for a while.
        while (Count(cluster, node, "GET /sends/campaign") < 2)
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.Equal(0, (await new Cli().RunAsync("resume", "--node", node.Url, "--name", "campaign")).ExitCode);
        lock (cluster.Gate)
            cluster.Sends["campaign"].TakeEnd();

        var result = await watch;
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("send campaign is paused. It goes on with: rxtim resume", result.Error);
    }

    [Fact]
    public async Task A_terminal_shows_how_much_of_it_is_there()
    {
        await using var cluster = new StandInCluster { CodeOf = static identifier => identifier == "user3" ? 70107 : 0 };
        cluster.Add("campaign", People);
        var cli = new Cli { IsTerminal = true };

        var result = await cli.RunAsync("watch", "--node", (await cluster.StartAsync()).Url, "--name", "campaign");

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("✗ user3  70107", cli.Terminal.Output);
        Assert.Contains("19 sent, 1 failed, 0 unknown", cli.Terminal.Output);
    }

    [Fact]
    public async Task A_name_that_no_send_has_is_refused()
    {
        await using var cluster = new StandInCluster();
        (await WatchAsync(await cluster.StartAsync())).IsRefused("There is no send campaign.");
    }

    [Theory]
    [InlineData(410, """{"error":"Its results are removed.","reason":"removed"}""", "Its results are removed.")]
    [InlineData(501, """{"error":"The silos cannot.","reason":"notSupported"}""", "The silos cannot.")]
    [InlineData(400, """{"error":"That is no cursor."}""", "That is no cursor.")]
    [InlineData(401, "", "the token is missing or wrong", "RXTIM_TOKEN", "--token-env")]
    [InlineData(404, "<html>nothing here</html>", "404 (NotFound)", "Is this the address of a node?")]
    [InlineData(302, "", "302 (", "Is this the address of a node?")]
    public async Task What_a_node_refuses_is_said_with_exit_code_2(int status, string body, params string[] words)
    {
        await using var cluster = new StandInCluster();
        (await WatchAsync(await cluster.StartAsync(node => node.Always = (status, body)))).IsRefused(words);
    }

    [Theory]
    [InlineData("{\"msg_batch_send_result_identifier\":\"bob\",}", "line 3 of the results")]
    [InlineData("nonsense", "line 3 of the results, byte 2")]
    [InlineData("{\"other\":1}", "line 3 of the results")]
    [InlineData("[]", "line 3 of the results")]
    [InlineData("null", "line 3 of the results")]
    [InlineData("{\"end\":{\"name\":\"campaign\"}}", "line 3 of the results")]
    [InlineData("{\"msg_batch_send_result_code\":0}", "line 3 of the results")]
    public async Task A_line_that_cannot_be_read_is_named_with_its_number_and_the_exit_code_is_3(string line, string words)
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);
        var before = $"{StandInSend.Line("alice")}\n{{\"cursor\":\"c1\"}}\n";

        var result = await WatchAsync(await cluster.StartAsync(node => node.RawResults = $"{before}{line}\n"));

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["alice"], result.Identifiers);
        Assert.Contains(words, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public async Task A_line_without_an_end_is_not_read_for_ever()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);

        var result = await WatchAsync(await cluster.StartAsync(static node => node.RawResults = new string('x', (1 << 20) + 1)));

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("line 1 of the answer is longer than 1,048,576 bytes", result.Error);
    }

    [Fact]
    public async Task A_fault_that_a_node_tells_among_the_results_is_followed_by_the_next_node()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);
        var first = await cluster.StartAsync(static node =>
            node.RawResults = $"{StandInSend.Line("user1")}\n{{\"error\":\"The silo goes down.\",\"reason\":\"unavailable\"}}\n");
        var second = await cluster.StartAsync();

        var result = await new Cli().RunAsync("watch", "--node", first.Url, "--node", second.Url, "--name", "campaign");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(People, result.Identifiers);
        Assert.Contains("The silo goes down.", result.Error);
    }

    [Fact]
    public async Task Results_that_are_removed_meanwhile_end_it_with_2()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);

        var result = await WatchAsync(await cluster.StartAsync(static node => node.RawResults = """{"error":"Removed.","reason":"removed"}""" + "\n"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Removed.", result.Error);
    }

    private static Task<CliResult> WatchAsync(StandInNode node, params string[] options) =>
        new Cli().RunAsync(["watch", "--node", node.Url, "--name", "campaign", .. options]);

    private static int Count(StandInCluster cluster, StandInNode node, string request)
    {
        lock (cluster.Gate)
            return node.Requests.Count(made => made == request);
    }
}
