namespace RxTim.Cli.Tests;

/// <summary>Where nodes fall, results go on with the next one, and each comes once.</summary>
public sealed class NodeFallTests
{
    private static readonly string[] Hello = ["--text", "hello", "--name", "campaign"];

    private static readonly string[] People = [.. Enumerable.Range(1, 50).Select(static n => $"user{n}")];

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    [InlineData(49, true)]
    public async Task A_node_that_falls_among_the_results_costs_none_and_repeats_none(int after, bool cuts)
    {
        await using var cluster = new StandInCluster();
        var first = await cluster.StartAsync(node => (node.FallsAfterResults, node.CutsLine) = (after, cuts));
        var second = await cluster.StartAsync();

        var result = await SendAsync(new Cli(), "--to", string.Join(',', People), first, second);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(People, result.Identifiers);
        Assert.Contains($"It is gone on with {second.Url}.", result.Error);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    public async Task A_node_that_falls_while_it_is_given_recipients_is_followed_by_the_next(int after)
    {
        await using var cluster = new StandInCluster();
        var first = await cluster.StartAsync(node => node.FallsAfterIdentifiers = after);
        var second = await cluster.StartAsync();
        using var folder = new TempFolder();

        var result = await SendAsync(new Cli(), "--to-file", folder.Write("people", string.Join('\n', People)), first, second);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(People, result.Identifiers);
        Assert.Equal(People.Length, cluster.Sends["campaign"].Given);
    }

    [Fact]
    public async Task Standard_input_is_given_to_the_next_node_from_the_first_line()
    {
        await using var cluster = new StandInCluster();
        var first = await cluster.StartAsync(node => node.FallsAfterIdentifiers = 2);
        var second = await cluster.StartAsync();
        var input = new System.IO.Pipelines.Pipe();
        var run = SendAsync(new Cli { Input = input.Reader.AsStream() }, "--to-file", "-", first, second);

        foreach (var identifier in People)
            await input.Writer.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"{identifier}\n"), TestContext.Current.CancellationToken);
        await input.Writer.CompleteAsync();

        var result = await run;
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(People, result.Identifiers);
    }

    [Fact]
    public async Task A_node_that_is_down_or_not_ready_is_passed_over()
    {
        await using var cluster = new StandInCluster();
        var down = await cluster.StartAsync(node => node.IsDown = true);
        var starting = await cluster.StartAsync(node => node.Unready = 100);
        var well = await cluster.StartAsync();

        var result = await SendAsync(new Cli(), "--to", "alice", down, starting, well);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal(["alice"], result.Identifiers);
    }

    [Fact]
    public async Task The_only_node_is_asked_again_until_it_is_ready()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync(node => node.Unready = 3);

        var result = await SendAsync(new Cli(), "--to", "alice", node);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("The silo starts.", result.Error.Split(": ")[^1].Split(" It is tried")[0]);
    }

    [Fact]
    public async Task Where_no_node_answers_in_time_the_exit_code_is_4_and_it_is_said_how_to_go_on()
    {
        await using var cluster = new StandInCluster { Batch = 1 };
        var node = await cluster.StartAsync(node => node.FallsAfterResults = 3);

        var result = await SendAsync(new Cli(), "--to", string.Join(',', People), node, wait: "300ms");

        Assert.Equal(4, result.ExitCode);
        Assert.Equal(["user1", "user2", "user3"], result.Identifiers);
        Assert.Contains("no node of the cluster has answered for 0.30 s", result.Error);
        Assert.Contains("out of reach: 3 sent, 0 failed, 0 unknown", result.Error);
        Assert.Contains("47 have no result here.", result.Error);
        Assert.Contains($"Watch it with: rxtim watch --node {node.Url} --name campaign --from \"c3\"", result.Error);
    }

    [Fact]
    public async Task Where_no_node_was_there_at_all_nothing_is_claimed()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync(node => node.IsDown = true);

        var result = await SendAsync(new Cli(), "--to", "alice", node, wait: "50ms");

        Assert.Equal((4, ""), (result.ExitCode, result.Output));
        Assert.Contains("whether the cluster has taken any of send campaign is not known", result.Error);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_at_the_same_place_each_time_comes_to_an_end()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync(static node => node.RawResults = $"{StandInSend.Line("user1")}\n{StandInSend.Line("user2")[..40]}");

        var result = await SendAsync(new Cli(), "--to", "user1,user2", node, wait: "300ms");

        Assert.Equal((4, ""), (result.ExitCode, result.Output));
        Assert.Contains("the answer ended in the middle of line 2.", result.Error);
    }

    [Fact]
    public async Task An_interruption_leaves_the_send_running_and_a_watch_from_there_shows_the_rest()
    {
        await using var cluster = new StandInCluster { Batch = 1 };
        var node = await cluster.StartAsync();
        using var interruption = new CancellationTokenSource();
        var shown = 0;
        node.OnResult = () =>
        {
            if (++shown == 10)
                interruption.Cancel();
        };

        var stopped = await SendAsync(new Cli { Interruption = interruption.Token }, "--to", string.Join(',', People), node);

        Assert.Equal(130, stopped.ExitCode);
        Assert.Contains("interrupted: ", stopped.Error);
        Assert.Contains("goes on in the cluster", stopped.Error);
        string[] watch = stopped.Error.TrimEnd().Split("Watch it with: rxtim ")[1].Replace("\"", "", StringComparison.Ordinal).Split(' ');
        var rest = await new Cli().RunAsync(watch);
        Assert.Equal(0, rest.ExitCode);
        Assert.Equal(People, stopped.Identifiers.Concat(rest.Identifiers));
    }

    [Fact]
    public async Task An_interruption_before_all_are_given_says_that_the_same_command_gives_the_rest()
    {
        await using var cluster = new StandInCluster { Batch = 1 };
        var node = await cluster.StartAsync();
        using var interruption = new CancellationTokenSource();
        node.OnResult = interruption.Cancel;
        var input = new System.IO.Pipelines.Pipe();
        await input.Writer.WriteAsync("alice\n"u8.ToArray(), TestContext.Current.CancellationToken);

        var result = await SendAsync(new Cli { Interruption = interruption.Token, Input = input.Reader.AsStream() }, "--to-file", "-", node);

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("not all recipients were given to it: the same command", result.Error);
    }

    [Fact]
    public async Task A_send_that_stopped_ends_with_3_the_reason_and_how_to_let_it_go_on()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        cluster.Add("campaign", ["alice"], isOver: false).Become("stopped", "code 6206: the UserSig has expired.");

        var result = await new Cli().RunAsync("watch", "--node", node.Url, "--name", "campaign");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["alice"], result.Identifiers);
        Assert.Contains("send campaign stopped in the cluster: code 6206: the UserSig has expired", result.Error);
        Assert.Contains($"rxtim resume --node {node.Url} --name campaign", result.Error);
    }

    [Fact]
    public async Task A_send_that_was_cancelled_ends_with_3()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();
        cluster.Add("campaign", ["alice"], isOver: false).Become("cancelled");

        var result = await new Cli().RunAsync("watch", "--node", node.Url, "--name", "campaign");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["alice"], result.Identifiers);
        Assert.Contains("send campaign was cancelled in the cluster.", result.Error);
        Assert.DoesNotContain("goes on in", result.Error);
    }

    private static Task<CliResult> SendAsync(Cli cli, string option, string value, params StandInNode[] nodes) =>
        cli.RunAsync(["send", .. nodes.SelectMany(static node => (string[])["--node", node.Url]), option, value, .. Hello]);

    private static Task<CliResult> SendAsync(Cli cli, string option, string value, StandInNode node, string wait) =>
        cli.RunAsync(["send", "--node", node.Url, "--node-wait", wait, option, value, .. Hello]);
}
