namespace RxTim.Cli.Tests;

/// <summary><c>rxtim send --node</c>: a cluster sends, and it looks as if this program did.</summary>
public sealed class NodeSendTests
{
    private static readonly string[] Hello = ["--text", "hello", "--name", "campaign"];

    private static readonly string[] People = [.. Enumerable.Range(1, 20).Select(static n => $"user{n}")];

    private static string To => string.Join(',', People);

    [Fact]
    public async Task Results_are_on_standard_output_as_those_of_a_send_from_here()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        var result = await new Cli().RunAsync(["send", "--node", node.Url, "--to", To, .. Hello]);
        var local = await new Cli { Transport = ScriptedTransport.SendsAll() }.RunAsync("send", "--to", To, "--text", "hello");

        Assert.Equal((0, "", local.Output), (result.ExitCode, result.Error, result.Output));
        Assert.True(cluster.Sends["campaign"].AllGiven);
    }

    [Fact]
    public async Task Failures_give_exit_code_1_and_a_summary()
    {
        await using var cluster = new StandInCluster { CodeOf = static identifier => identifier == "user3" ? 70107 : 0 };
        var node = await cluster.StartAsync();

        var result = await new Cli().RunAsync(["send", "--node", node.Url, "--to", To, .. Hello]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(("user3", 70107), result.Results);
        Assert.Contains("19 sent, 1 failed, 0 unknown", result.Error);
    }

    [Fact]
    public async Task A_terminal_shows_them_live()
    {
        await using var cluster = new StandInCluster { CodeOf = static identifier => identifier == "bob" ? 70107 : 0 };
        var node = await cluster.StartAsync();
        var cli = new Cli { IsTerminal = true };

        var result = await cli.RunAsync(["send", "--node", node.Url, "--to", "alice,bob", .. Hello]);

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("✓ alice", cli.Terminal.Output);
        Assert.Contains("✗ bob  70107", cli.Terminal.Output);
        Assert.Contains("1 sent, 1 failed, 0 unknown", cli.Terminal.Output);
    }

    [Fact]
    public async Task Results_come_while_recipients_are_still_being_given()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        var input = new System.IO.Pipelines.Pipe();
        var shown = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        node.OnResult = () => shown.TrySetResult();
        await input.Writer.WriteAsync("alice\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var run = new Cli { Input = input.Reader.AsStream() }.RunAsync(["send", "--node", node.Url, "--to-file", "-", .. Hello]);

        await shown.Task;
        Assert.False(cluster.Sends["campaign"].AllGiven);
        await input.Writer.WriteAsync("bob\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await input.Writer.CompleteAsync();

        var result = await run;
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["alice", "bob"], result.Identifiers);
    }

    [Fact]
    public async Task The_node_is_told_what_becomes_of_those_in_doubt()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        await new Cli().RunAsync(["send", "--node", node.Url, "--to", "alice", .. Hello, "--in-doubt", "check", "--grace", "2.5s"]);

        Assert.EndsWith(""","inDoubt":"check","gracePeriodSeconds":2.5}""", Assert.Single(node.Heads));
    }

    [Fact]
    public async Task The_same_command_again_is_the_same_send_and_shows_its_results_again()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        string[] command = ["send", "--node", node.Url, "--to", To, .. Hello];

        await new Cli().RunAsync(command);
        var again = await new Cli().RunAsync(command);

        Assert.Equal(0, again.ExitCode);
        Assert.Equal(People, again.Identifiers);
        Assert.Equal(People.Length, cluster.Sends["campaign"].Given);
    }

    [Fact]
    public async Task A_name_of_another_message_is_refused_and_no_result_of_that_send_is_shown()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        cluster.Add("campaign", ["mallory"]);

        var result = await new Cli().RunAsync(["send", "--node", node.Url, "--to", To, .. Hello]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("The name belongs to a send of another message.", result.Error);
        Assert.DoesNotContain("rxtim watch", result.Error);
    }

    [Fact]
    public async Task Other_recipients_are_refused_although_many_are_still_on_their_way()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        using var folder = new TempFolder();
        var many = folder.Write("many", string.Concat(Enumerable.Range(1, 1_500_000).Select(static n => $"someone-with-a-long-name-{n:D7}\n")));
        await new Cli().RunAsync(["send", "--node", node.Url, "--to", To, .. Hello]);

        var result = await new Cli().RunAsync(["send", "--node", node.Url, "--to-file", many, .. Hello]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("The name belongs to a send to other identifiers.", result.Error);
        Assert.Equal(2, node.Heads.Count);
    }

    [Fact]
    public async Task An_input_without_recipients_is_refused_and_no_node_is_asked()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        var result = await new Cli { Input = Cli.Lines("", " ") }.RunAsync(["send", "--node", node.Url, "--to-file", "-", .. Hello]);

        result.IsRefused("No recipients", "standard input");
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task A_bad_line_of_standard_input_is_named_and_not_all_count_as_given()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        var result = await new Cli { Input = Cli.Lines("alice", "bob", "héllo") }.RunAsync(["send", "--node", node.Url, "--to-file", "-", .. Hello]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("standard input, line 3:", result.Error);
        Assert.Contains("Those before it may be with the cluster: rxtim report says how many were taken, and rxtim cancel ends", result.Error);
        Assert.DoesNotContain(cluster.Sends.Values, static send => send.AllGiven);
    }

    [Fact]
    public async Task Identifiers_come_to_the_node_as_they_are()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        var result = await new Cli { Input = Cli.Lines("a\"b", "c\\d", "e f") }.RunAsync(["send", "--node", node.Url, "--to-file", "-", .. Hello]);

        Assert.Equal(["a\"b", "c\\d", "e f"], result.Identifiers);
    }

    [Fact]
    public async Task Repeats_are_sent_to_once()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        var result = await new Cli().RunAsync(["send", "--node", node.Url, "--to", "alice,bob,alice", .. Hello]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["alice", "bob"], result.Identifiers);
    }
}
