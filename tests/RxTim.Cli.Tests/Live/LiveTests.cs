namespace RxTim.Cli.Tests;

public sealed class LiveTests
{
    [Fact]
    public async Task A_terminal_shows_each_of_few_results_and_a_summary()
    {
        var cli = new Cli { IsTerminal = true };

        var result = await cli.RunAsync("send", "--to", "alice,bob,carol", "--text", "hello", "--fail", "bob=70107");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("✓ alice  seq ", cli.Terminal.Output);
        Assert.Contains("✗ bob  70107 There is no such account.", cli.Terminal.Output);
        Assert.Contains("✓ carol", cli.Terminal.Output);
        Assert.Contains("2 sent, 1 failed, 0 unknown in ", cli.Terminal.Output);
        Assert.Empty(result.Output);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Of_many_results_only_the_failures_have_lines()
    {
        var cli = new Cli { IsTerminal = true, Input = Users(1_000) };

        await cli.RunAsync("send", "--to-file", "-", "--text", "hello", "--fail", "user77*=70107");

        Assert.DoesNotContain("✓", cli.Terminal.Output);
        // This console leaves out how the cursor moves: where the view was drawn before, a line follows the blanks at its end.
        Assert.Equal(11, cli.Terminal.Lines.Count(line => line.TrimStart(' ').StartsWith("✗ user77", StringComparison.Ordinal)));
        Assert.Contains("989 sent, 11 failed, 0 unknown", cli.Terminal.Output);
    }

    [Fact]
    public async Task The_summary_counts_each_code_and_says_what_it_means()
    {
        var cli = new Cli { IsTerminal = true, Input = Users(100) };

        await cli.RunAsync("send", "--to-file", "-", "--text", "hello", "--fail", "user1*=70107");

        Assert.Contains(cli.Terminal.Lines, line => line.Contains("70107", StringComparison.Ordinal)
            && line.Contains(" 12 ", StringComparison.Ordinal) && line.Contains("no such account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Text_that_looks_like_markup_is_shown_as_it_is()
    {
        var cli = new Cli { IsTerminal = true, Transport = new ScriptedTransport(call => call.AnswerRemaining(1, "[red]no[/] \u001b[2J")) };

        await cli.RunAsync("send", "--to", "[bold]bob[/]", "--text", "hello");

        Assert.Contains("✗ [bold]bob[/]  1 [red]no[/] \\u001B[2J", cli.Terminal.Output);
    }

    [Fact]
    public async Task A_message_in_an_answer_that_cannot_be_read_does_no_harm()
    {
        const string answer = """
            [{"msg_batch_send_result_identifier":"alice","msg_batch_send_result_code":0,"msg_batch_send_result_msg":{"message_seq":"x"}}]
            """;
        var cli = new Cli { IsTerminal = true, Transport = new ScriptedTransport(call => call.OnCallback(0, "", answer)) };

        var result = await cli.RunAsync("send", "--to", "alice", "--text", "hello");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("✓ alice  (the message in the answer cannot be read)", cli.Terminal.Output);
    }

    [Fact]
    public async Task An_interruption_is_summed_up()
    {
        using var interruption = new CancellationTokenSource();
        var cli = new Cli { IsTerminal = true, Interruption = interruption.Token, Transport = new ScriptedTransport(_ => interruption.Cancel()) };

        var result = await cli.RunAsync("send", "--to", "alice,bob", "--text", "hello", "--per-call", "1");

        Assert.Equal(130, result.ExitCode);
        Assert.Contains("? alice  6012 not answered when the send stopped", cli.Terminal.Output);
        Assert.Contains("interrupted: 0 sent, 0 failed, 1 unknown", cli.Terminal.Output);
        Assert.Contains("1 never attempted", cli.Terminal.Output);
    }

    [Fact]
    public async Task The_bar_has_a_percentage_and_counts()
    {
        var cli = new Cli { IsTerminal = true };

        await cli.RunAsync("send", "--to", "alice", "--text", "hello");

        Assert.Contains("100%", cli.Terminal.Output);
        Assert.Contains("1 sent   0 failed   0 unknown   ", cli.Terminal.Output);
    }

    [Fact]
    public async Task Standard_input_has_no_percentage()
    {
        var cli = new Cli { IsTerminal = true, Input = Users(100) };

        await cli.RunAsync("send", "--to-file", "-", "--text", "hello");

        Assert.DoesNotContain("%", cli.Terminal.Output);
        Assert.Contains("100 sent   0 failed   0 unknown", cli.Terminal.Output);
    }

    [Fact]
    public async Task The_output_can_be_chosen()
    {
        var json = await new Cli { IsTerminal = true }.RunAsync("send", "--to", "alice", "--text", "hello", "--output", "json");
        var cli = new Cli();
        var live = await cli.RunAsync("send", "--to", "alice", "--text", "hello", "--output", "live");

        Assert.Equal(["alice"], json.Identifiers);
        Assert.Empty(live.Output);
        Assert.Contains("✓ alice", cli.Terminal.Output);
    }

    private static Stream Users(int count) => Cli.Lines([.. Enumerable.Range(1, count).Select(n => $"user{n}")]);
}
