namespace RxTim.Cli.Tests;

/// <summary>Which options go with nodes, and where their addresses and their token come from.</summary>
public sealed class NodeOptionTests
{
    private const string Token = "a-token-of-the-nodes";

    private static readonly string[] Send = ["send", "--to", "alice", "--text", "hello", "--name", "campaign", "--node", "http://localhost:1"];

    [Theory]
    [InlineData("--rest", "http://localhost:1")]
    [InlineData("--from", "news")]
    [InlineData("--fail", "*=1")]
    [InlineData("--per-call", "1")]
    [InlineData("--calls", "1")]
    [InlineData("--timeout", "1s")]
    [InlineData("--rate", "1")]
    [InlineData("--recipients-per-minute", "1")]
    [InlineData("--retry", "1")]
    [InlineData("--journal", "new.journal")]
    [InlineData("--dry-run")]
    public async Task What_is_the_nodes_matter_is_refused(params string[] option) =>
        (await new Cli().RunAsync([.. Send, .. option])).IsRefused(option[0], "--node");

    [Theory]
    [InlineData("--in-doubt", "check")]
    [InlineData("--grace", "1s")]
    [InlineData("--token-env", "MY_TOKEN")]
    [InlineData("--node-wait", "1s")]
    public async Task What_is_for_nodes_is_refused_without_one(string option, string value) =>
        (await new Cli().RunAsync("send", "--to", "alice", "--text", "hello", option, value)).IsRefused($"{option} goes with --node only");

    [Theory]
    [InlineData("resume", "--in-doubt", "check")]
    [InlineData("resume", "--rate", "1")]
    [InlineData("withdraw", "--grace", "1s")]
    [InlineData("withdraw", "--calls", "1")]
    public async Task A_journals_options_are_refused_with_a_node(string command, string option, string value) =>
        (await new Cli().RunAsync(command, "--node", "http://localhost:1", "--name", "a", option, value)).IsRefused(option, "--node");

    [Theory]
    [InlineData("resume")]
    [InlineData("report")]
    [InlineData("withdraw")]
    public async Task A_journal_and_a_node_exclude_each_other(string command)
    {
        (await new Cli().RunAsync(command, "a.journal", "--node", "http://localhost:1")).IsRefused("FILE", "--node", "leave one of them out");
        (await new Cli().RunAsync(command, "a.journal", "--name", "campaign")).IsRefused("FILE", "--name", "leave one of them out");
        (await new Cli().RunAsync(command)).IsRefused("FILE", "--node", "--name");
        (await new Cli().RunAsync(command, "--name", "campaign")).IsRefused("--node", "RXTIM_NODE");
        (await new Cli().RunAsync(command, "--node", "http://localhost:1")).IsRefused("--node needs --name");
    }

    [Theory]
    [InlineData("localhost:8090")]
    [InlineData("ftp://localhost")]
    [InlineData("https://me:hunter2@example.com")]
    [InlineData("https://example.com/?token=hunter2")]
    [InlineData("https://example.com/#hunter2")]
    public async Task A_bad_address_is_refused_and_not_repeated(string url)
    {
        var result = await new Cli().RunAsync("watch", "--node", url, "--name", "campaign");
        result.IsRefused("--node: expected the address of a node");
        Assert.DoesNotContain("hunter2", result.Error);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("")]
    public async Task A_name_that_no_send_can_have_is_refused(string name) =>
        (await new Cli().RunAsync("watch", "--node", "http://localhost:1", "--name", name)).IsRefused("--name: expected 1 to 128 letters");

    [Fact]
    public async Task A_grace_period_is_for_a_check_only() =>
        (await new Cli().RunAsync([.. Send, "--in-doubt", "resend", "--grace", "1s"])).IsRefused("--grace goes with --in-doubt check only");

    [Fact]
    public async Task A_token_does_not_leave_this_machine_in_the_clear()
    {
        var cli = new Cli { Settings = new() { ["RXTIM_TOKEN"] = Token } };
        var result = await cli.RunAsync("watch", "--node", "http://203.0.113.1:8090", "--name", "campaign");
        result.IsRefused("http://203.0.113.1:8090 is another machine", "https://");
        Assert.DoesNotContain(Token, result.Error);
    }

    [Fact]
    public async Task Without_a_token_it_is_said_that_others_can_read_along()
    {
        using var interruption = new CancellationTokenSource();
        await interruption.CancelAsync();
        var result = await new Cli { Interruption = interruption.Token }.RunAsync("report", "--node", "http://203.0.113.1:8090", "--name", "campaign");
        Assert.Equal(130, result.ExitCode);
        Assert.Contains("over http:// everybody on the way can read the message and the recipients", result.Error);
    }

    [Theory]
    [InlineData("RXTIM_TOKEN")]
    [InlineData("SHOP_TOKEN", "--token-env", "SHOP_TOKEN")]
    public async Task The_token_comes_from_a_variable_and_is_shown_nowhere(string variable, params string[] options)
    {
        await using var cluster = new StandInCluster { Token = Token };
        var node = await cluster.StartAsync();
        var cli = new Cli { Settings = new() { [variable] = Token } };

        var result = await cli.RunAsync([.. Send[..^1], node.Url, .. options]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["alice"], result.Identifiers);
        Assert.DoesNotContain(Token, result.Output);
    }

    [Fact]
    public async Task A_wrong_token_is_refused_and_not_repeated()
    {
        await using var cluster = new StandInCluster { Token = "another" };
        var cli = new Cli { Settings = new() { ["RXTIM_TOKEN"] = Token } };

        var result = await cli.RunAsync([.. Send[..^1], (await cluster.StartAsync()).Url]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("the token is missing or wrong", result.Error);
        Assert.DoesNotContain(Token, result.Error);
    }

    [Fact]
    public async Task A_variable_that_is_not_set_holds_no_token() =>
        (await new Cli().RunAsync([.. Send, "--token-env", "NOT_SET"])).IsRefused("--token-env: the environment variable \"NOT_SET\" is not set");

    [Fact]
    public async Task A_token_with_spaces_is_none()
    {
        var result = await new Cli { Settings = new() { ["RXTIM_TOKEN"] = "two words" } }.RunAsync(Send);
        result.IsRefused("RXTIM_TOKEN: a token has printable ASCII only");
        Assert.DoesNotContain("two words", result.Error);
    }

    [Fact]
    public async Task The_nodes_come_from_the_environment_or_the_file_where_none_is_named()
    {
        await using var cluster = new StandInCluster();
        cluster.Add("campaign", ["alice"]);
        var (down, well) = (await cluster.StartAsync(static node => node.IsDown = true), await cluster.StartAsync());
        using var folder = new TempFolder();
        var file = folder.Write("config", $"node = {down.Url}, {well.Url}\n");

        var byVariable = await new Cli { Settings = new() { ["RXTIM_NODE"] = $"{down.Url} {well.Url}" } }.RunAsync("watch", "--name", "campaign");
        var byFile = await new Cli { SettingsFile = file }.RunAsync("watch", "--node", "--name", "campaign");

        Assert.Equal(["alice"], byVariable.Identifiers);
        Assert.Equal(["alice"], byFile.Identifiers);
    }

    [Fact]
    public async Task A_variable_alone_sends_nothing_to_a_node()
    {
        await using var cluster = new StandInCluster();
        var node = await cluster.StartAsync();

        var result = await new Cli { Settings = new() { ["RXTIM_NODE"] = node.Url } }.RunAsync("send", "--to", "alice", "--text", "hello");

        Assert.Equal(["alice"], result.Identifiers);
        Assert.Empty(node.Requests);
    }

    [Fact]
    public async Task The_command_that_is_proposed_names_the_variable_and_not_the_token()
    {
        await using var cluster = new StandInCluster { Token = Token };
        var node = await cluster.StartAsync();
        cluster.Add("campaign", ["alice"], isOver: false).Become("stopped");
        var cli = new Cli { Settings = new() { ["SHOP_TOKEN"] = Token } };

        var result = await cli.RunAsync("watch", "--node", node.Url, "--name", "campaign", "--token-env", "SHOP_TOKEN");

        Assert.Contains($"rxtim resume --node {node.Url} --name campaign --token-env SHOP_TOKEN", result.Error);
        Assert.DoesNotContain(Token, result.Error);
    }
}
