using System.Text.Json;

namespace RxTim.Cli.Tests;

/// <summary><c>pause</c>, <c>resume</c>, <c>cancel</c>, <c>report</c>, <c>sends</c> and <c>withdraw</c> of a cluster's sends.</summary>
public sealed class NodeControlTests
{
    private static readonly string[] People = ["alice", "bob", "carol"];

    [Theory]
    [InlineData("pause", "paused")]
    [InlineData("resume", "running")]
    [InlineData("cancel", "cancelled")]
    public async Task A_send_is_changed_and_its_progress_shown(string command, string state)
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People, isOver: false);

        var result = await RunAsync(await cluster.StartAsync(), command);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains($"campaign: {state}, started 2026-11-30 22:52 UTC.", result.Output);
        Assert.Equal(state, cluster.Sends["campaign"].State);
    }

    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("cancel")]
    public async Task A_send_that_is_over_is_not_changed(string command)
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);
        (await RunAsync(await cluster.StartAsync(), command)).IsRefused("The send is over.");
    }

    [Fact]
    public async Task The_next_node_is_asked_where_one_is_down()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People, isOver: false);
        var down = await cluster.StartAsync(static node => node.IsDown = true);
        var well = await cluster.StartAsync();

        var result = await new Cli().RunAsync("pause", "--node", down.Url, "--node", well.Url, "--name", "campaign");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("paused", cluster.Sends["campaign"].State);
    }

    [Fact]
    public async Task A_report_says_how_far_it_is()
    {
        await using var cluster = new StandInCluster { CodeOf = static identifier => identifier == "bob" ? 70107 : 0 };
        cluster.Add("campaign", People, isOver: false);

        var result = await RunAsync(await cluster.StartAsync(), "report");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(
            "campaign: running, started 2026-11-30 22:52 UTC.\n"
            + "3 asked so far: 2 sent, 1 failed, 0 unknown, 0 to be sent to. Not all recipients were given yet.\n",
            result.Output);
    }

    [Theory]
    [InlineData("report")]
    [InlineData("resume")]
    [InlineData("pause")]
    public async Task Programs_get_an_object(string command)
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People, isOver: false);

        var result = await RunAsync(await cluster.StartAsync(), command, "--output", "json");

        var shown = JsonElement.Parse(result.Output);
        Assert.Equal(
            ["asked", "sent", "failed", "unknown", "pending", "withdrawn", "not_taken", "all_given", "running", "state", "reason", "name",
                "in_doubt_policy", "started_at", "ended_at"],
            shown.EnumerateObject().Select(static property => property.Name));
        Assert.Equal(3, shown.GetProperty("sent").GetInt64());
        Assert.Equal(command != "pause", shown.GetProperty("running").GetBoolean());
    }

    [Fact]
    public async Task A_report_as_a_table_of_failures_is_for_journals() =>
        (await new Cli().RunAsync("report", "--node", "http://localhost:1", "--name", "a", "--output", "csv")).IsRefused("csv", "rxtim watch");

    [Fact]
    public async Task All_sends_are_listed()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("first", People);
        cluster.Add("second", ["dave"], isOver: false);
        var node = await cluster.StartAsync();

        var table = await new Cli().RunAsync("sends", "--node", node.Url);
        var json = await new Cli().RunAsync("sends", "--node", node.Url, "--output", "json");

        Assert.Equal((0, 0), (table.ExitCode, json.ExitCode));
        Assert.Matches(@"first +│ completed +│ +3 │ +3 │", table.Output);
        Assert.Matches(@"second +│ running +│ +1 │ +1 │", table.Output);
        Assert.Equal(["first", "second"], json.Output.TrimEnd().Split('\n').Select(static line => JsonElement.Parse(line).GetProperty("name").GetString()));
    }

    [Fact]
    public async Task A_cluster_without_sends_says_so()
    {
        await using var cluster = new StandInCluster();
        var result = await new Cli().RunAsync("sends", "--node", (await cluster.StartAsync()).Url);
        Assert.Equal((0, "The cluster knows no send.\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_message_is_taken_back_and_shown_as_the_results_of_a_send()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);

        var result = await RunAsync(await cluster.StartAsync(), "withdraw");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(People, result.Identifiers);
        Assert.Equal(People, cluster.Sends["campaign"].Withdrawn);
    }

    [Fact]
    public async Task A_send_that_is_running_is_not_taken_back()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People, isOver: false);

        var result = await RunAsync(await cluster.StartAsync(), "withdraw");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("The send is not over.", result.Error);
        Assert.DoesNotContain("Go on with", result.Error);
    }

    [Fact]
    public async Task Where_the_node_falls_among_the_results_another_run_takes_back_the_rest()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", People);
        var first = await cluster.StartAsync(static node => node.FallsAfterResults = 1);
        var second = await cluster.StartAsync();

        var fallen = await new Cli().RunAsync("withdraw", "--node", first.Url, "--node", second.Url, "--name", "campaign");
        Assert.Equal(4, fallen.ExitCode);
        Assert.Equal(["alice"], fallen.Identifiers);
        Assert.Contains("Go on with: rxtim withdraw", fallen.Error);

        var rest = await RunAsync(second, "withdraw");
        Assert.Equal(0, rest.ExitCode);
        Assert.Equal(["bob", "carol"], rest.Identifiers);
    }

    private static Task<CliResult> RunAsync(StandInNode node, string command, params string[] options) =>
        new Cli().RunAsync([command, "--node", node.Url, "--name", "campaign", .. options]);
}
