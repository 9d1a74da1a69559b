namespace RxTim.Cli.Tests;

/// <summary>What only a real process shows: signals, pipes and exit codes.</summary>
public sealed class ProcessTests
{
    private const string NoSignals = "Windows has no such signals.";

    public static bool IsWindows => OperatingSystem.IsWindows();

    [Fact]
    public async Task Three_identifiers_give_three_results_and_exit_0()
    {
        using var rxtim = new RxTimProcess("send", "--to", "alice,bob,carol", "--text", "hello");

        var result = await rxtim.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([("alice", 0), ("bob", 0), ("carol", 0)], result.Results);
        Assert.Empty(result.Error);
    }

    [Fact]
    public async Task Failures_give_exit_1_and_bad_input_exit_2()
    {
        using var failing = new RxTimProcess("send", "--to", "alice,bob", "--text", "hello", "--fail", "bob=70107");
        using var wrong = new RxTimProcess("send", "--to", "héllo", "--text", "hello");

        Assert.Equal(1, (await failing.EndAsync()).ExitCode);
        (await wrong.EndAsync()).IsRefused("U+00E9");
    }

    [Fact]
    public async Task The_version_is_a_number()
    {
        using var rxtim = new RxTimProcess("--version");

        var result = await rxtim.EndAsync();

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", result.Output);
    }

    [Fact]
    public async Task A_hundred_thousand_lines_of_standard_input_give_as_many_results()
    {
        using var rxtim = new RxTimProcess("send", "--to-file", "-", "--text", "hello");
        var identifiers = Enumerable.Range(1, 100_000).Select(n => $"user{n}").ToArray();
        var end = rxtim.EndAsync();

        foreach (var identifier in identifiers)
            await rxtim.Input.WriteLineAsync(identifier);
        rxtim.Input.Close();

        var result = await end;
        Assert.Equal(0, result.ExitCode);
        Assert.Equal(identifiers, result.Identifiers);
    }

    [Theory(SkipWhen = nameof(IsWindows), Skip = NoSignals)]
    [InlineData("INT", 130)]
    [InlineData("TERM", 130)]
    [InlineData("HUP", 129)]
    public async Task A_signal_during_the_send_stops_it_with_a_summary_and_an_exit_code_of_its_own(string signal, int code)
    {
        using var rxtim = new RxTimProcess("send", "--to-file", "-", "--text", "hello", "--latency", "20ms", "--fail", "user2*=70107");
        var feeding = FeedAsync(rxtim.Input);
        var first = await rxtim.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        await rxtim.SignalAsync(signal);

        var result = await rxtim.EndAsync();
        Assert.Equal(code, result.ExitCode);
        Assert.Contains("user", first);
        Assert.NotEmpty(result.Results);
        Assert.StartsWith("rxtim: interrupted: ", result.Error);
        Assert.Contains("what was left of the input was not attempted", result.Error);
        await feeding;
    }

    [Fact(SkipWhen = nameof(IsWindows), Skip = NoSignals)]
    public async Task A_signal_while_standard_input_is_silent_stops_the_send()
    {
        using var rxtim = new RxTimProcess("send", "--to-file", "-", "--text", "hello");
        await rxtim.Input.WriteLineAsync("alice");
        await rxtim.Input.FlushAsync(TestContext.Current.CancellationToken);
        await rxtim.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        await rxtim.SignalAsync("INT");

        var result = await rxtim.EndAsync();
        Assert.Equal(130, result.ExitCode);
        Assert.StartsWith("rxtim: interrupted: 1 sent, 0 failed, 0 unknown", result.Error);
    }

    [Fact(SkipWhen = nameof(IsWindows), Skip = NoSignals)]
    public async Task A_second_signal_ends_the_process_at_once_even_if_its_output_is_stuck()
    {
        using var rxtim = new RxTimProcess("send", "--to-file", "-", "--text", "hello");
        var feeding = FeedAsync(rxtim.Input);
        // Nobody reads on, so that it cannot finish cleanly.
        await rxtim.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        var exit = rxtim.ExitCodeAsync();
        while (!exit.IsCompleted)
            await rxtim.SignalAsync("INT");

        Assert.Equal(130, await exit);
        await feeding;
    }

    [Fact]
    public async Task A_reader_that_goes_away_stops_the_send_with_exit_3()
    {
        using var rxtim = new RxTimProcess("send", "--to-file", "-", "--text", "hello");
        var feeding = FeedAsync(rxtim.Input);
        await rxtim.Output.ReadLineAsync(TestContext.Current.CancellationToken);

        rxtim.Output.Close();

        var error = await rxtim.ErrorAsync();
        Assert.Equal(3, await rxtim.ExitCodeAsync());
        Assert.Contains("standard output cannot be written to any longer", error);
        Assert.Contains("stopped: ", error);
        await feeding;
    }

    // Identifiers without end, until nobody takes them any longer.
    private static async Task FeedAsync(StreamWriter input)
    {
        try
        {
            for (var n = 1; ; n++)
                await input.WriteLineAsync($"user{n}");
        }
        catch (IOException)
        {
            return;
        }
    }
}
